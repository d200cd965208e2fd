CREATE TABLE "medha"."readings" (
	"source_id" text NOT NULL,
	"tenant" text NOT NULL,
	"user" text NOT NULL,
	"term" text NOT NULL,
	"choice" text NOT NULL,
	"label" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "readings_source_id_tenant_user_term_pk" PRIMARY KEY("source_id","tenant","user","term")
);
--> statement-breakpoint
ALTER TABLE "medha"."conversations" ADD COLUMN "title" text;--> statement-breakpoint
ALTER TABLE "medha"."readings" ADD CONSTRAINT "readings_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "medha"."sources"("id") ON DELETE cascade ON UPDATE no action;