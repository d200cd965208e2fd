CREATE TABLE "medha"."usage" (
	"answer_id" text PRIMARY KEY NOT NULL,
	"tenant" text NOT NULL,
	"user" text NOT NULL,
	"source_id" text NOT NULL,
	"tier" text NOT NULL,
	"cached" boolean NOT NULL,
	"calls" integer NOT NULL,
	"tokens" integer NOT NULL,
	"cost" double precision NOT NULL,
	"ms" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "usage_by_time" ON "medha"."usage" USING btree ("at");--> statement-breakpoint
CREATE INDEX "usage_of_tenant" ON "medha"."usage" USING btree ("tenant","at");