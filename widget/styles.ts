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

const answers = css`
article { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; padding: clamp(1rem, 4cqi, 1.75rem); background: var(--_surface); border: 1px solid var(--_line); border-radius: var(--_radius); scroll-margin-block: 1rem 9rem; }
article:focus { outline: none; }
h2 { font-size: .93em; font-weight: 500; color: var(--_soft); }
h3 { font-size: .87em; font-weight: 600; color: var(--_soft); margin-block-end: .4rem; }
.headline { font-size: clamp(1.2em, 1em + 1.2cqi, 1.5em); line-height: 1.3; font-weight: 600; letter-spacing: -.01em; text-wrap: balance; }
.clarify .headline, .cannot .headline { font-size: 1.13em; }
.findings ul { list-style: none; display: grid; gap: .35rem; }
.findings li { padding-inline-start: 1.1rem; position: relative; }
.findings li::before { content: ""; position: absolute; inset-inline-start: 0; inset-block-start: .6em; inline-size: .4rem; block-size: .4rem; border-radius: 50%; background: var(--_accent); }
.note { font-size: .93em; color: var(--_warn); padding-inline-start: .8rem; border-inline-start: 3px solid currentcolor; }
.notice { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .75rem; padding: .8rem 1rem; background: var(--_raised); border-radius: calc(var(--_radius) * .7); border-inline-start: 3px solid var(--_edge); }
.notice.problem, .notice.offline { border-color: var(--_bad); }
.progress { display: grid; gap: .6rem; }
.track { display: grid; grid-auto-flow: column; gap: 4px; max-inline-size: 14rem; }
.track i { block-size: 4px; border-radius: 2px; background: var(--_line); }
.track .on { background: var(--_accent); }
.running .track .on:nth-last-child(1 of .on) { animation: pulse 1.2s ease-in-out infinite alternate; }
@keyframes pulse { from { opacity: .35; } }
medha-figure { display: block; min-inline-size: 0; }
medha-figure:not(:defined) { block-size: 16rem; border-radius: calc(var(--_radius) * .7); background: var(--_raised); }
.details { display: grid; grid-template-columns: minmax(0, 1fr); gap: .5rem; padding-block-start: 1rem; border-block-start: 1px solid var(--_line); font-size: .93em; }
.details [part="facts"] span:not(:first-child)::before { content: " · "; }
.plan .quiet::after { content: ":"; }
summary { cursor: pointer; color: var(--_accent); inline-size: fit-content; border-radius: 4px; padding-block: .15rem; }
pre { overflow: auto; max-block-size: 20rem; margin-block: .5rem; padding: .8rem 1rem; background: var(--_raised); border-radius: calc(var(--_radius) * .7); font: .87em/1.5 var(--_mono); white-space: pre-wrap; }
dl { display: grid; gap: .6rem; margin-block: .5rem; padding: .8rem 1rem; background: var(--_raised); border-radius: calc(var(--_radius) * .7); }
dl div { display: grid; grid-template-columns: minmax(5.5rem, 22%) minmax(0, 1fr); gap: .2rem 1rem; }
dt { color: var(--_soft); }
@container (max-width: 420px) { dl div { grid-template-columns: minmax(0, 1fr); } }
`;

const asking = css`
.ask { display: grid; grid-template-columns: minmax(0, 1fr); gap: .9rem; }
.root:not(.fresh) .ask { position: sticky; inset-block-end: 0; padding-block: .75rem; z-index: 1; background: linear-gradient(transparent, var(--medha-page, light-dark(#fff, #161d25)) .75rem); }
label { display: block; font-weight: 600; margin-block-end: .5rem; }
.root:not(.fresh) label { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
.box { display: flex; align-items: end; gap: .4rem; padding: .4rem; background: var(--_surface); border: 1px solid var(--_edge); border-radius: var(--_radius); }
.box:focus-within { border-color: var(--_accent); box-shadow: 0 0 0 1px var(--_accent); }
textarea { flex: 1; min-inline-size: 0; min-block-size: 2.6rem; max-block-size: 10rem; padding: .5rem .6rem; border: 0; background: none; resize: none; field-sizing: content; outline: none; }
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
.restart { justify-self: start; padding: .2rem .1rem; border: 0; background: none; color: var(--_soft); font-size: .87em; text-decoration: underline; text-underline-offset: 3px; }
.restart:hover { color: var(--_accent); }
@media (prefers-reduced-motion: reduce) { *, ::before { animation: none; } }
@media (forced-colors: active) { .track .on, .findings li::before { forced-color-adjust: none; background: CanvasText; } }
@media print { .ask, .chips, summary, .details pre + button { display: none; } article { break-inside: avoid; border: 0; padding: 0; } }
`;

export const sheets = [theme, base, answers, asking];
