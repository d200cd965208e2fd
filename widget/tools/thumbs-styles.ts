// Looks of the thumbs and of the form under them.
import { css } from "lit";

export const thumbsStyles = css`
.thumbs { display: flex; flex-wrap: wrap; align-items: center; gap: .35rem; margin-inline-start: -.5rem; }
.thumb { display: grid; place-items: center; inline-size: 2.25rem; block-size: 2.25rem; padding: 0; border: 1px solid transparent; border-radius: 50%; background: none; color: var(--_soft); }
.thumb svg { inline-size: 1.2rem; fill: none; stroke: currentcolor; stroke-width: 1.8; stroke-linejoin: round; }
.thumb .down { transform: rotate(180deg); }
.thumb[aria-pressed="true"] { color: var(--_accent); border-color: currentcolor; }
.thumb[aria-pressed="true"] svg { fill: color-mix(in srgb, currentcolor 25%, transparent); }
.why { display: grid; gap: .8rem; margin-block-start: .5rem; padding: .9rem 1rem; background: var(--_raised); border-radius: calc(var(--_radius) * .7); }
.why fieldset { margin: 0; padding: 0; border: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; }
.why legend { padding: 0; margin-block-end: .4rem; font-weight: 600; }
.why label { min-block-size: 1.7rem; }
.why input { accent-color: var(--_accent); inline-size: 1.05rem; block-size: 1.05rem; vertical-align: -.15rem; }
.why textarea { display: block; inline-size: 100%; margin-block-start: .3rem; background: var(--_surface); border: 1px solid var(--_edge); border-radius: calc(var(--_radius) * .5); }
.why textarea:focus-visible { outline: 2px solid var(--_accent); }
.thumb:hover { color: var(--_accent); }
@media print { .thumbs, .why { display: none; } }
`;
