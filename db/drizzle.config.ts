// Where drizzle-kit finds the schema and puts migrations: `npm run db:generate`, and `npm run db:migrate` for a database of your own.
import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "./db/schema.ts",
  out: "./db/migrations",
  schemaFilter: ["medha"],
  dbCredentials: { url: process.env.METADATA_DATABASE_URL ?? "" },
});
