// Looks of the plan's chips.
import { css } from "lit";

export const planStyles = css`
.piece { display: inline-flex; align-items: stretch; max-inline-size: 100%; background: var(--_raised); border: 1px solid var(--_line); border-radius: .55rem; }
.opener, .still { padding: .2rem .6rem; text-align: start; }
.opener, .drop { min-block-size: 2rem; border: 0; background: none; border-radius: .5rem; }
.opener::after { content: ""; display: inline-block; margin-inline-start: .45em; inline-size: .38em; block-size: .38em; border: solid currentcolor; border-width: 0 1.5px 1.5px 0; transform: translateY(-.2em) rotate(45deg); opacity: .7; }
.opener[aria-expanded="true"] { color: var(--_accent); }
.opener[aria-expanded="true"]::after { transform: rotate(225deg); }
.opener.more { border: 1px dashed var(--_edge); border-radius: .55rem; color: var(--_soft); }
.opener.more::after { content: "+"; border: 0; inline-size: auto; block-size: auto; transform: none; }
.still { align-self: center; }
.drop { min-inline-size: 1.9rem; color: var(--_soft); }
.choices { flex-basis: 100%; padding: .7rem; background: var(--_raised); border-radius: calc(var(--_radius) * .7); max-block-size: 14rem; overflow: auto; }
.opener:hover, .drop:hover { color: var(--_accent); }
@media print { .drop, .more, .choices { display: none; } }
`;
