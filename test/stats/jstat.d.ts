// The few functions of jstat that serve as an oracle here.
declare module "jstat" {
  const jStat: {
    normal: { cdf(x: number, mean: number, sd: number): number };
    studentt: { cdf(x: number, df: number): number };
    chisquare: { cdf(x: number, df: number): number };
    binomial: { cdf(k: number, n: number, p: number): number };
    ibeta(x: number, a: number, b: number): number;
    gammaln(x: number): number;
  };
  export default jStat;
}
