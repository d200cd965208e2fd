CREATE TABLE "medha"."feedback" (
	"answer_id" text PRIMARY KEY NOT NULL,
	"source_id" text NOT NULL,
	"tenant_hash" text NOT NULL,
	"verdict" text NOT NULL,
	"reasons" jsonb NOT NULL,
	"note" text,
	"skeleton" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "medha"."unanswered" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "medha"."unanswered_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"source_id" text NOT NULL,
	"tenant_hash" text NOT NULL,
	"skeleton" text NOT NULL,
	"outcome" text NOT NULL,
	"missing" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "medha"."verified_queries" (
	"id" text PRIMARY KEY NOT NULL,
	"source_id" text NOT NULL,
	"question" text NOT NULL,
	"plan" jsonb NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"uses" integer DEFAULT 0 NOT NULL,
	"removed_at" timestamp with time zone,
	"removed_by" text
);
--> statement-breakpoint
CREATE TABLE "medha"."vocabularies" (
	"source_id" text NOT NULL,
	"tenant" text NOT NULL,
	"version" integer NOT NULL,
	"document" jsonb NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "vocabularies_source_id_tenant_version_pk" PRIMARY KEY("source_id","tenant","version")
);
--> statement-breakpoint
ALTER TABLE "medha"."feedback" ADD CONSTRAINT "feedback_answer_id_answers_id_fk" FOREIGN KEY ("answer_id") REFERENCES "medha"."answers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "medha"."feedback" ADD CONSTRAINT "feedback_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "medha"."sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "medha"."unanswered" ADD CONSTRAINT "unanswered_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "medha"."sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "medha"."verified_queries" ADD CONSTRAINT "verified_queries_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "medha"."sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "medha"."vocabularies" ADD CONSTRAINT "vocabularies_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "medha"."sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "feedback_of_source" ON "medha"."feedback" USING btree ("source_id","at");--> statement-breakpoint
CREATE INDEX "unanswered_of_source" ON "medha"."unanswered" USING btree ("source_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "verified_queries_in_force" ON "medha"."verified_queries" USING btree ("source_id","question") WHERE removed_at is null;