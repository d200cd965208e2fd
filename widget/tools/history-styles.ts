// Looks of the list of conversations.
import { css } from "lit";

export const historyStyles = css`
medha-history { display: contents; }
.history { display: grid; grid-template-columns: minmax(0, 1fr); flex-basis: 100%; gap: .7rem; padding: .9rem 1rem; background: var(--_raised); border-radius: var(--_radius); }
.history input { inline-size: 100%; min-block-size: 2.4rem; padding: .3rem .7rem; font: inherit; color: inherit; background: var(--_surface); border: 1px solid var(--_edge); border-radius: calc(var(--_radius) * .6); }
.history ::placeholder { color: var(--_soft); opacity: 1; }
.history ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .2rem; max-block-size: 22rem; overflow: auto; }
.history li { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem; }
.history li > span { padding-inline: .5rem; }
.history form { display: flex; flex: 1; flex-wrap: wrap; gap: .4rem; }
.history form input { flex: 1 1 10rem; inline-size: auto; }
.entry { flex: 1; min-inline-size: 0; min-block-size: 2.4rem; padding: .3rem .5rem; border: 0; border-radius: .5rem; background: none; text-align: start; }
.entry:hover { background: var(--_surface); color: var(--_accent); }
.entry .quiet { white-space: nowrap; }
.history .drop { min-inline-size: 2.1rem; min-block-size: 2.1rem; border: 0; border-radius: .5rem; background: none; color: var(--_soft); }
.history .drop svg { inline-size: 1.05rem; fill: none; stroke: currentcolor; stroke-width: 1.7; stroke-linejoin: round; vertical-align: -.15rem; }
.history .drop:hover { color: var(--_accent); }
@media print { medha-history { display: none; } }
`;
