// The Postgres wire protocol, version 3, as far as the gateway speaks it: frontend messages out, backend messages in, and back.

/** The fields of an ErrorResponse, by the names Neon's HTTP interface gives them. */
export interface PostgresError {
  message: string;
  severity: string;
  code: string;
  detail?: string;
  hint?: string;
  position?: string;
  internalPosition?: string;
  internalQuery?: string;
  where?: string;
  schema?: string;
  table?: string;
  column?: string;
  dataType?: string;
  constraint?: string;
  file?: string;
  line?: string;
  routine?: string;
}

export interface Field {
  name: string;
  tableID: number;
  columnID: number;
  dataTypeID: number;
  dataTypeSize: number;
  dataTypeModifier: number;
  format: "text" | "binary";
}

/** What one statement gave: every cell as Postgres wrote it, in text. */
export interface StatementResult { command: string; rowCount: number | null; fields: Field[]; rows: (string | null)[][] }

export type TransactionStatus = "I" | "T" | "E";

export interface Message { type: string; body: Buffer }

const ERROR_FIELDS = {
  S: "severity", C: "code", M: "message", D: "detail", H: "hint", P: "position", p: "internalPosition", q: "internalQuery", W: "where",
  s: "schema", t: "table", c: "column", d: "dataType", n: "constraint", F: "file", L: "line", R: "routine",
} as const satisfies Record<string, keyof PostgresError>;

/** A message with its type byte and length. */
export function message(type: string, ...parts: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(`${part}\0`) : part)));
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

export const int16 = (value: number): Buffer => { const buffer = Buffer.alloc(2); buffer.writeInt16BE(value); return buffer; };
export const int32 = (value: number): Buffer => { const buffer = Buffer.alloc(4); buffer.writeInt32BE(value); return buffer; };

/** A simple query: may hold several statements; no parameters. */
export function simpleQuery(sql: string): Buffer {
  return message("Q", sql);
}

/** One statement with text parameters, parsed, run to its end and synced. */
export function extendedQuery(sql: string, params: (string | null)[]): Buffer {
  const values = params.flatMap((value) => {
    if (value === null) return [int32(-1)];
    const bytes = Buffer.from(value);
    return [int32(bytes.length), bytes];
  });
  return Buffer.concat([
    message("P", "", sql, int16(0)),
    message("B", "", "", int16(0), int16(params.length), ...values, int16(0)),
    message("D", Buffer.from("P"), ""),
    message("E", "", int32(0)),
    message("S"),
  ]);
}

/** Whole messages of a buffer, in order; `rest` is the beginning of the next one. */
export function splitMessages(bytes: Buffer): { messages: Message[]; rest: Buffer } {
  const messages: Message[] = [];
  let at = 0;
  while (at + 5 <= bytes.length) {
    const end = at + 1 + bytes.readInt32BE(at + 1);
    if (end > bytes.length) break;
    messages.push({ type: String.fromCharCode(bytes[at] ?? 0), body: bytes.subarray(at + 5, end) });
    at = end;
  }
  return { messages, rest: bytes.subarray(at) };
}

/** The status of the last ReadyForQuery, if there is one. */
export function transactionStatus(bytes: Buffer): TransactionStatus | undefined {
  const ready = splitMessages(bytes).messages.findLast(({ type }) => type === "Z");
  return ready && (String.fromCharCode(ready.body[0] ?? 0) as TransactionStatus);
}

/** The answer to one statement: its first error, or its rows. */
export function readResult(bytes: Buffer): { ok: true; result: StatementResult } | { ok: false; error: PostgresError } {
  const result: StatementResult = { command: "", rowCount: null, fields: [], rows: [] };
  for (const { type, body } of splitMessages(bytes).messages) {
    if (type === "E") return { ok: false, error: readError(body) };
    if (type === "T") result.fields = readFields(body);
    if (type === "D") result.rows.push(readRow(body));
    if (type === "C") Object.assign(result, readTag(readText(body, 0)));
  }
  return { ok: true, result };
}

/** The zero-terminated text at an offset. */
export function readText(body: Buffer, at: number): string {
  return body.toString("utf8", at, body.indexOf(0, at));
}

/** An ErrorResponse. */
export function errorResponse(error: PostgresError): Buffer {
  const fields = Object.entries(ERROR_FIELDS).flatMap(([letter, name]) => (error[name] ? [Buffer.from(letter), Buffer.from(`${error[name]}\0`)] : []));
  return message("E", Buffer.from("V"), error.severity, ...fields, Buffer.from([0]));
}

export function readyForQuery(status: TransactionStatus): Buffer {
  return message("Z", Buffer.from(status));
}

function readError(body: Buffer): PostgresError {
  const error: PostgresError = { message: "", severity: "ERROR", code: "XX000" };
  for (let at = 0; body[at]; at = body.indexOf(0, at) + 1) {
    const name = ERROR_FIELDS[String.fromCharCode(body[at] ?? 0) as keyof typeof ERROR_FIELDS];
    if (name) error[name] = readText(body, at + 1);
  }
  return error;
}

function readFields(body: Buffer): Field[] {
  let at = 2;
  return Array.from({ length: body.readInt16BE(0) }, () => {
    const name = readText(body, at);
    at = body.indexOf(0, at) + 19;
    const start = at - 18;
    return {
      name, tableID: body.readUInt32BE(start), columnID: body.readInt16BE(start + 4), dataTypeID: body.readUInt32BE(start + 6),
      dataTypeSize: body.readInt16BE(start + 10), dataTypeModifier: body.readInt32BE(start + 12),
      format: body.readInt16BE(start + 16) === 0 ? "text" : "binary",
    };
  });
}

function readRow(body: Buffer): (string | null)[] {
  let at = 2;
  return Array.from({ length: body.readInt16BE(0) }, () => {
    const length = body.readInt32BE(at);
    const start = at + 4;
    at = start + Math.max(length, 0);
    return length < 0 ? null : body.toString("utf8", start, at);
  });
}

/** `INSERT 0 5` → INSERT, 5; `CREATE TABLE` → CREATE, null. */
function readTag(tag: string): Pick<StatementResult, "command" | "rowCount"> {
  const count = /\s(\d+)$/u.exec(tag)?.[1];
  return { command: tag.split(" ")[0] ?? "", rowCount: count === undefined ? null : Number(count) };
}
