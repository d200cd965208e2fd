// Looks of charts, tables and numbers, added to the element's sheets when this part arrives. Holds Plot's own rules too, which it may not inline.
import { css } from "lit";

export const figureStyles = css`
medha-figure {
  --_c1: var(--medha-c1, light-dark(#0b6fb8, #5aaef0)); --_c2: var(--medha-c2, light-dark(#c2500a, #f0894a));
  --_c3: var(--medha-c3, light-dark(#00805f, #35c79b)); --_c4: var(--medha-c4, light-dark(#b5478a, #e58bc0));
  --_c5: var(--medha-c5, light-dark(#8f6b00, #e0bd4a)); --_c6: var(--medha-c6, light-dark(#6a52b5, #b0a0f5));
  --_c7: var(--medha-c7, light-dark(#117a8b, #4fc3d6)); --_c8: var(--medha-c8, light-dark(#5b6673, #9aa7b4));
  --_rest: var(--medha-rest, light-dark(#7b8794, #7f8c99));
}
figure { display: grid; grid-template-columns: minmax(0, 1fr); gap: .75rem; }
.bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem 1rem; }
figcaption { font-weight: 600; font-size: .93em; }
.kinds { margin-inline-start: auto; display: flex; flex-wrap: wrap; gap: 2px; padding: 2px; border-radius: 9px; background: var(--_raised); }
.kinds button { min-block-size: 1.9rem; padding: .1rem .7rem; border: 1px solid transparent; border-radius: 7px; background: none; font-size: .87em; color: var(--_soft); }
.kinds button:hover { color: var(--_ink); }
.kinds [aria-pressed="true"] { background: var(--_surface); color: var(--_ink); border-color: var(--_line); font-weight: 600; }
.stage { position: relative; min-block-size: 8rem; border-radius: 6px; touch-action: pan-y; }
.stage:empty { background: var(--_raised); min-block-size: 16rem; }
.stage:focus-visible { outline-offset: 4px; }
svg { display: block; direction: ltr; max-inline-size: 100%; font-family: inherit; font-size: 12px; font-variant-numeric: tabular-nums; }
svg text { white-space: pre; }
.ring, .tip { position: absolute; inset-block-start: 0; left: 0; pointer-events: none; }
.ring { border: 2px solid var(--_ink); border-radius: 4px; box-shadow: 0 0 0 2px var(--_surface); margin: -3px; padding: 0; box-sizing: content-box; }
.ring.round { border-radius: 50%; }
.tip { z-index: 2; display: grid; max-inline-size: min(16rem, 90%); padding: .45rem .7rem; border-radius: 8px; background: var(--_ink); color: var(--_surface); font-size: .87em; line-height: 1.4; box-shadow: 0 4px 16px rgb(0 0 0 / 25%); }
.ring[hidden], .tip[hidden] { display: none; }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1rem; list-style: none; margin: 0; padding: 0; font-size: .87em; color: var(--_soft); }
.legend li { display: flex; align-items: center; gap: .4rem; }
.legend svg { inline-size: 22px; block-size: 12px; }
.legend .square { inline-size: 12px; }
.ramp { display: flex; align-items: center; gap: .5rem; font-size: .87em; color: var(--_soft); }
.ramp i { inline-size: 6rem; block-size: .6rem; border-radius: 3px; background: linear-gradient(to right, color-mix(in oklab, var(--_c1) 8%, var(--_surface)), var(--_c1)); }
.ramp.both i { background: linear-gradient(to right, var(--_c2), var(--_surface), var(--_c1)); }
.ramp { direction: ltr; }
.notes { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: .5rem 1rem; font-size: .87em; color: var(--_soft); }
.csv { min-block-size: 1.7rem; padding: .1rem 0; border: 0; background: none; color: var(--_accent); margin-inline-start: auto; text-decoration: underline; text-underline-offset: 3px; }
.scroll { overflow: auto; max-block-size: 26rem; border: 1px solid var(--_line); border-radius: 8px; }
table { border-collapse: collapse; inline-size: 100%; font-size: .93em; font-variant-numeric: tabular-nums; }
th, td { padding: .45rem .8rem; text-align: start; border-block-end: 1px solid var(--_line); overflow-wrap: normal; }
tbody tr:last-child td { border-block-end: 0; }
thead th { position: sticky; inset-block-start: 0; background: var(--_raised); padding: 0; }
th button { inline-size: 100%; padding: .5rem .8rem; border: 0; background: none; font-weight: 600; font-size: .93em; text-align: inherit; white-space: nowrap; }
.number { text-align: end; white-space: nowrap; }
td:not(.number) { min-inline-size: 6rem; }
.kpis { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 10rem), 1fr)); gap: 1rem; padding: 0; margin: 0; background: none; }
.kpis div { display: grid; grid-template-columns: minmax(0, 1fr); gap: .15rem; padding: 1rem 1.2rem; border-radius: calc(var(--_radius) * .7); background: var(--_raised); }
.kpis dt { font-size: .87em; }
.kpis dd:not(.change) { font-size: clamp(1.15em, 1em + 1cqi, 1.45em); overflow-wrap: break-word; line-height: 1.2; font-weight: 650; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.change { color: var(--_soft); font-size: .87em; }
.empty { padding: 2rem 1rem; text-align: center; color: var(--_soft); background: var(--_raised); border-radius: calc(var(--_radius) * .7); }
@media (forced-colors: active) { .stage svg { forced-color-adjust: none; } .kinds [aria-pressed="true"] { background: Highlight; color: HighlightText; forced-color-adjust: none; } .ring { border-color: Highlight; } }
@media print { .kinds, .csv, [part="more"] { display: none; } .scroll { max-block-size: none; overflow: visible; } }
`;
