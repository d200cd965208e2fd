// What keeps the demo from starting, as one line that says what to do. Anything else that is thrown is a bug.

export class StartProblem extends Error {}

const BY_CODE: Record<string, (folder: string) => string> = {
  ENOSPC: (folder) => `The disk is full: the demo needs about 200 MB in ${folder}. Free some space and start again.`,
  EDQUOT: (folder) => `The disk quota is used up: the demo needs about 200 MB in ${folder}. Free some space and start again.`,
  EACCES: notWritable,
  EPERM: notWritable,
  EROFS: notWritable,
  ENOTDIR: (folder) => `${folder} is no folder. Remove it, or name another by MEDHA_STATE_DIR.`,
  EEXIST: (folder) => `${folder} is no folder. Remove it, or name another by MEDHA_STATE_DIR.`,
};

/** Gives a file system error its line; lets everything else through. */
export function explainFileError(error: unknown, folder: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const line = BY_CODE[code]?.(folder);
  return line ? new StartProblem(line, { cause: error }) : error;
}

function notWritable(folder: string): string {
  return `The folder ${folder} is not writable. Change its rights, or name another by MEDHA_STATE_DIR.`;
}
