// The look's tokens. A host sets `--medha-*`; each has a default for light and for dark, chosen by the inherited `color-scheme`.
import { css } from "lit";

export const theme = css`
:host {
  --_ink: var(--medha-ink, light-dark(#16202a, #e9eef3));
  --_soft: var(--medha-soft, light-dark(#55626f, #a3b0bd));
  --_surface: var(--medha-surface, light-dark(#ffffff, #161d25));
  --_raised: var(--medha-raised, light-dark(#f5f7f9, #1f2832));
  --_line: var(--medha-line, light-dark(#dfe4ea, #2f3a46));
  --_edge: var(--medha-edge, light-dark(#7b8794, #7f8c99));
  --_accent: var(--medha-accent, light-dark(#0a5fb4, #7dbcff));
  --_on-accent: var(--medha-on-accent, light-dark(#ffffff, #0b1a2b));
  --_warn: var(--medha-warn, light-dark(#8a4b00, #f0b45e));
  --_bad: var(--medha-bad, light-dark(#b3261e, #ff9c92));
  --_radius: var(--medha-radius, 12px);
  --_font: var(--medha-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
  --_mono: var(--medha-mono, ui-monospace, "SF Mono", Menlo, Consolas, monospace);
  display: block;
  container-type: inline-size;
  color: var(--_ink);
  font: 400 var(--medha-size, 15px)/1.5 var(--_font);
  text-align: start;
  overflow-wrap: anywhere;
}
:host([hidden]) { display: none; }
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
@media print { :host([theme]) { color-scheme: light; } }
@media (forced-colors: active) {
  :host {
    --_ink: CanvasText; --_soft: CanvasText; --_surface: Canvas; --_raised: Canvas; --_line: CanvasText; --_edge: CanvasText;
    --_accent: LinkText; --_on-accent: Canvas; --_warn: CanvasText; --_bad: CanvasText;
  }
}
`;
