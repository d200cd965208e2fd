// Layout of the element: a list of answers and the question box. Logical properties only, so it reads from either side.
import { css } from "lit";
import { theme } from "./theme.ts";

const base = css`
*, ::before, ::after { box-sizing: border-box; }
h2, h3, p, ul, dl, dd, pre, figure { margin: 0; padding: 0; }
button, textarea { font: inherit; color: inherit; }
button { cursor: pointer; }
:focus-visible { outline: 2px solid var(--_accent); outline-offset: 2px; }
.hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.quiet { color: var(--_soft); font-size: .87em; }
.root { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem; }
`;

const asking = css`
.ask { display: grid; grid-template-columns: minmax(0, 1fr); gap: .9rem; }
.ask label { display: block; font-weight: 600; margin-block-end: .5rem; }
.root:not(.fresh) .ask label { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
.box { display: flex; align-items: end; gap: .4rem; padding: .4rem; background: var(--_surface); border: 1px solid var(--_edge); border-radius: var(--_radius); }
.box:focus-within { border-color: var(--_accent); box-shadow: 0 0 0 1px var(--_accent); }
textarea { flex: 1; min-inline-size: 0; min-block-size: 2.6rem; max-block-size: 10rem; padding: .5rem .6rem; border: 0; background: none; resize: none; field-sizing: content; }
textarea:focus-visible { outline: none; }
textarea::placeholder { color: var(--_soft); opacity: 1; }
.send, .stop { min-block-size: 2.6rem; padding: .4rem 1.1rem; border-radius: calc(var(--_radius) * .7); font-weight: 600; border: 1px solid var(--_accent); }
.send { background: var(--_accent); color: var(--_on-accent); }
.stop { background: none; border-color: var(--_edge); }
.hint { font-size: .87em; color: var(--_soft); }
.hint:not(:empty) { margin-block-start: .4rem; }
.chips { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; }
.chips > .quiet { flex-basis: 100%; }
[part="choices"] > .quiet { display: none; }
.chip { min-block-size: 2.25rem; padding: .3rem .85rem; text-align: start; border: 1px solid var(--_line); border-radius: 1.2rem; background: var(--_surface); font-size: .93em; }
.chip:hover, .stop:hover { border-color: var(--_accent); color: var(--_accent); }
.restart { margin-inline-end: .9rem; min-block-size: 1.7rem; padding: .2rem .1rem; border: 0; background: none; color: var(--_soft); font-size: .87em; text-decoration: underline; text-underline-offset: 3px; }
.restart:hover { color: var(--_accent); }
@media (forced-colors: active) { .send { forced-color-adjust: none; } }
@media print { .ask { display: none; } }
`;

export const sheets = [theme, base, asking];
