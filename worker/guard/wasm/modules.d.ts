// Types of two imports that bring none: the parser's glue code and compiled wasm.
declare module "libpg-query/wasm/libpg-query.js" {
  const createModule: (options: object) => Promise<unknown>;
  export default createModule;
}

declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}
