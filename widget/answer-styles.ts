// Looks of questions and answers in words; comes with the part that shows them.
import { css } from "lit";

export const answerStyles = css`
article { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; padding: clamp(1rem, 4cqi, 1.75rem); background: var(--_surface); border: 1px solid var(--_line); border-radius: var(--_radius); scroll-margin-block: 1rem; }
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
p.plan .quiet::after { content: ":"; }
.changed { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .8rem; }
.verified { color: var(--_accent); font-weight: 600; }
.earlier[inert] { opacity: .45; }
.remember input { accent-color: var(--_accent); inline-size: 1.05rem; block-size: 1.05rem; vertical-align: -.15rem; }
summary { cursor: pointer; color: var(--_accent); inline-size: fit-content; border-radius: 4px; padding-block: .15rem; }
pre { overflow: auto; max-block-size: 20rem; margin-block: .5rem; padding: .8rem 1rem; background: var(--_raised); border-radius: calc(var(--_radius) * .7); font: .87em/1.5 var(--_mono); white-space: pre-wrap; }
dl { display: grid; gap: .6rem; margin-block: .5rem; padding: .8rem 1rem; background: var(--_raised); border-radius: calc(var(--_radius) * .7); }
dl div { display: grid; grid-template-columns: minmax(5.5rem, 22%) minmax(0, 1fr); gap: .2rem 1rem; }
dt { color: var(--_soft); }
@container (max-width: 420px) { dl div { grid-template-columns: minmax(0, 1fr); } }
@media (prefers-reduced-motion: reduce) { .running .track i.on { animation: none !important; } }
@media (forced-colors: active) { .track .on, .findings li::before { forced-color-adjust: none; background: CanvasText; } }
@media print { .chips:not(.plan), .changed, summary, pre + button { display: none; } article { break-inside: avoid; border: 0; padding: 0; } }
`;
