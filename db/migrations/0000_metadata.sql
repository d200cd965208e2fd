CREATE SCHEMA "medha";
--> statement-breakpoint
CREATE TABLE "medha"."answers" (
	"id" text PRIMARY KEY NOT NULL,
	"conversation_id" text NOT NULL,
	"position" integer NOT NULL,
	"question" text NOT NULL,
	"plan" jsonb,
	"resolve" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "medha"."conversations" (
	"id" text PRIMARY KEY NOT NULL,
	"source_id" text NOT NULL,
	"tenant" text NOT NULL,
	"user" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "medha"."policies" (
	"source_id" text NOT NULL,
	"version" text NOT NULL,
	"document" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "policies_source_id_version_pk" PRIMARY KEY("source_id","version")
);
--> statement-breakpoint
CREATE TABLE "medha"."semantic_models" (
	"source_id" text NOT NULL,
	"version" text NOT NULL,
	"document" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "semantic_models_source_id_version_pk" PRIMARY KEY("source_id","version")
);
--> statement-breakpoint
CREATE TABLE "medha"."sources" (
	"id" text PRIMARY KEY NOT NULL,
	"label" text NOT NULL,
	"connection" text NOT NULL,
	"limits" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "medha"."answers" ADD CONSTRAINT "answers_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "medha"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "medha"."conversations" ADD CONSTRAINT "conversations_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "medha"."sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "medha"."policies" ADD CONSTRAINT "policies_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "medha"."sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "medha"."semantic_models" ADD CONSTRAINT "semantic_models_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "medha"."sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "answers_in_order" ON "medha"."answers" USING btree ("conversation_id","position");--> statement-breakpoint
CREATE INDEX "conversations_of_owner" ON "medha"."conversations" USING btree ("tenant","user","updated_at");--> statement-breakpoint
CREATE INDEX "conversations_of_source" ON "medha"."conversations" USING btree ("source_id");--> statement-breakpoint
CREATE INDEX "policies_latest" ON "medha"."policies" USING btree ("source_id","created_at");--> statement-breakpoint
CREATE INDEX "semantic_models_latest" ON "medha"."semantic_models" USING btree ("source_id","created_at");