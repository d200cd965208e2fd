// Questions in German, Spanish and Hindi mean what their English twins mean: the same plan, or the same question back.
import { describe, expect, it } from "vitest";
import { understand } from "../../../worker/agent/plan/index.ts";
import { lexicon, model, TODAY } from "./skyward.ts";

const read = (question: string, locale: string) => understand({ question, locale, lexicon, model, today: TODAY, resolve: {} });

const TWINS: Record<string, [own: string, english: string][]> = {
  de: [
    ["Wie viele Vogelschläge gab es 1998?", "How many strikes were there in 1998?"],
    ["Vogelschläge pro Monat im Jahr 1998", "strikes per month in 1998"],
    ["Vogelschläge nach Flugphase", "strikes by phase of flight"],
    ["Zeige mir die Kosten nach Jahr", "show me cost by year"],
    ["Durchschnittliche Kosten nach Flugphase", "average cost by phase"],
    ["Welche 5 Flughäfen hatten die meisten Vogelschläge?", "Which 5 airports had the most strikes?"],
    ["Vogelschläge nach 1995", "strikes after 1995"],
    ["Vogelschläge seit 1995 nach Jahr", "strikes since 1995 by year"],
    ["Vogelschläge zwischen 1995 und 1997", "strikes between 1995 and 1997"],
    ["Wie viele Vogelschläge gab es in der Nacht?", "how many strikes at night"],
    ["Wie viele Vogelschläge hatten Kosten über 10.000 Dollar?", "how many strikes had cost over 10,000 dollars"],
    ["Anteil der Vogelschläge nach Tiergröße", "share of strikes by animal size"],
    ["Entwicklung der Vogelschläge", "trend of strikes"],
    ["Verteilung der Geschwindigkeit", "distribution of speed"],
    ["Vogelschläge nach Wochentag als Balkendiagramm", "strikes by weekday as a bar chart"],
    ["Vogelschläge in Denver im März 1999", "strikes in Denver in March 1999"],
    ["Höchste Kosten 1997", "highest cost 1997"],
    ["Vogelschläge 1998 verglichen mit dem Vorjahr", "strikes in 1998 compared with the previous year"],
    ["monatliche Vogelschläge 1996", "monthly strikes 1996"],
    ["Vogelschläge außer in Denver", "strikes except in Denver"],
    ["Vogelschläge am 24.12.1998", "strikes on 1998-12-24"],
    ["Die 10 häufigsten Tierarten", "the 10 most common species"],
  ],
  es: [
    ["¿Cuántos impactos hubo en 1998?", "How many strikes were there in 1998?"],
    ["Impactos por mes en 1998", "strikes by month in 1998"],
    ["impactos por fase de vuelo", "strikes by phase of flight"],
    ["Muéstrame el costo total por año", "show me the total cost by year"],
    ["costo promedio por fase", "average cost by phase"],
    ["¿Qué aeropuertos tuvieron más impactos?", "Which airports had the most strikes?"],
    ["impactos después de 1995", "strikes after 1995"],
    ["impactos desde 1995 por año", "strikes since 1995 by year"],
    ["impactos entre 1995 y 1997", "strikes between 1995 and 1997"],
    ["impactos con costo mayor que 10.000 dólares", "strikes with cost more than 10,000 dollars"],
    ["porcentaje de impactos por tamaño", "percentage of strikes by animal size"],
    ["evolución de los impactos", "trend of strikes"],
    ["distribución de la velocidad", "distribution of speed"],
    ["impactos por día de la semana como gráfico de barras", "strikes by weekday as a bar chart"],
    ["impactos en Denver en marzo de 1999", "strikes in Denver in March 1999"],
    ["impactos en 1998 comparado con el año anterior", "strikes in 1998 compared with the previous year"],
  ],
  hi: [
    ["1998 में कितने टक्कर हुए?", "how many strikes in 1998"],
    ["महीने के अनुसार टक्कर", "strikes by month"],
    ["1998 में महीने के अनुसार टक्कर की संख्या", "number of strikes by month in 1998"],
    ["चरण के अनुसार औसत लागत दिखाओ", "show average cost by phase"],
    ["राज्य के अनुसार टक्कर", "strikes by state"],
    ["Denver में टक्कर", "strikes in Denver"],
    ["मासिक टक्कर", "monthly strikes"],
  ],
};

/** What a question comes to, without how it was got to. */
function meaningOf(question: string, locale: string): unknown {
  const { trace: _trace, ...meaning } = read(question, locale);
  return meaning;
}

describe.each(Object.entries(TWINS))("%s", (locale, twins) => {
  it.each(twins)("%s = %s", (own, english) => {
    const wanted = meaningOf(english, "en");
    expect(wanted).toMatchObject({ kind: expect.stringMatching(/plan|clarify/u) as string });
    expect(meaningOf(own, locale)).toEqual(wanted);
    expect(read(own, locale).trace[0]?.note).toMatch(/^read as/u);
  });

  it("is known by its words, whatever the locale says", () => {
    expect(twins.filter(([own]) => read(own, "en").kind === read(own, locale).kind).length).toBeGreaterThan(twins.length / 2);
  });
});

describe("what is not known", () => {
  it.each([
    ["de", "Vogelschläge nach Pilot"], ["de", "Wie viele Gewinne gab es?"], ["de", "Vogelschläge ohne Genehmigung"], ["de", "Vogelschläge in Berlin"], ["es", "impactos por piloto"], ["es", "¿cuántas ganancias hubo?"], ["es", "impactos sin permiso"], ["hi", "पायलट के अनुसार टक्कर"], ["fr", "combien de collisions en 1998"],
  ])("stays unknown in %s: %s", (locale, question) => {
    expect(read(question, locale).kind).toBe("unknown");
  });

  it("leaves English alone", () => {
    for (const question of ["strikes by year", "how many strikes were there in 1998", "top 10 species", "strikes in Denver"]) expect(meaningOf(question, "de")).toEqual(meaningOf(question, "en"));
  });
});
