CREATE TABLE "medha"."audit" (
	"tenant" text NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL,
	"entry" text NOT NULL,
	CONSTRAINT "audit_tenant_seq_pk" PRIMARY KEY("tenant","seq")
);
--> statement-breakpoint
CREATE TABLE "medha"."audit_heads" (
	"tenant" text PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE FUNCTION "medha"."audit_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$;
--> statement-breakpoint
CREATE TRIGGER "audit_is_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "medha"."audit" FOR EACH STATEMENT EXECUTE FUNCTION "medha"."audit_is_append_only"();
