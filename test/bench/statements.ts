// The statements that the guard is measured on: ten typical ones, and ten as long as real analyses are.
export const TYPICAL = [
  "SELECT count(*) FROM orders",
  "SELECT status, count(*) AS n, sum(amount) AS total FROM orders WHERE status <> 'void' GROUP BY status ORDER BY total DESC LIMIT 10",
  "SELECT date_trunc('month', ordered_at) AS month, sum(amount) FROM orders GROUP BY 1 ORDER BY 1",
  "SELECT c.name, sum(o.amount) AS spent FROM orders o JOIN customers c ON c.id = o.customer_id GROUP BY c.name ORDER BY spent DESC LIMIT 20",
  "SELECT count(DISTINCT customer_id) FROM orders WHERE amount BETWEEN 10 AND 50 AND category IN ('toys', 'food')",
  "WITH monthly AS (SELECT date_trunc('month', ordered_at) AS m, sum(amount) AS total FROM orders GROUP BY 1) SELECT m, total, total - lag(total) OVER (ORDER BY m) AS change FROM monthly ORDER BY m",
  "SELECT status, amount, row_number() OVER (PARTITION BY status ORDER BY amount DESC) AS rank FROM orders",
  "SELECT CASE WHEN amount > 60 THEN 'high' WHEN amount > 20 THEN 'mid' ELSE 'low' END AS band, avg(quantity) FROM orders GROUP BY 1",
  "SELECT name FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id AND o.amount > 50)",
  "SELECT category, percentile_cont(0.5) WITHIN GROUP (ORDER BY amount) AS middle FROM orders GROUP BY category HAVING count(*) > 3",
];

const monthly = (alias: string, condition: string): string => `${alias} AS (SELECT date_trunc('month', o.ordered_at) AS m, c.country, sum(o.amount) AS total, count(*) AS n, avg(o.quantity) AS q
  FROM orders o JOIN customers c ON c.id = o.customer_id WHERE ${condition} GROUP BY date_trunc('month', o.ordered_at), c.country HAVING count(*) > 1)`;

/** Each in some 1 to 2 kB: two or three WITH queries, joins, windows, CASE. */
export const LARGE = ["o.status = 'paid'", "o.status <> 'void'", "o.amount > 10", "o.category IN ('toys', 'food', 'books')", "o.quantity BETWEEN 2 AND 8"].flatMap((condition) => [
  `WITH ${monthly("current_months", condition)}, ${monthly("others", "o.category IS NOT NULL")}
SELECT a.m, a.country, a.total, a.n, a.q, b.total AS other_total, a.total - lag(a.total) OVER (PARTITION BY a.country ORDER BY a.m) AS change,
  round(100.0 * a.total / nullif(sum(a.total) OVER (PARTITION BY a.m), 0), 2) AS share, rank() OVER (PARTITION BY a.m ORDER BY a.total DESC) AS place,
  CASE WHEN a.total > 1000 THEN 'large' WHEN a.total > 100 THEN 'middle' WHEN a.total > 10 THEN 'small' ELSE 'tiny' END AS band
FROM current_months a LEFT JOIN others b ON b.m = a.m AND b.country = a.country WHERE a.n >= 1 AND (b.total IS NULL OR b.total >= 0) ORDER BY a.m, place, a.country LIMIT 500`,
  `WITH firsts AS (SELECT customer_id, min(ordered_at) AS first_at FROM orders GROUP BY customer_id), ${monthly("months", condition)},
  cohorts AS (SELECT date_trunc('quarter', f.first_at) AS cohort, date_trunc('quarter', o.ordered_at) AS quarter, count(DISTINCT o.customer_id) AS customers, sum(o.amount) AS revenue
    FROM orders o JOIN firsts f ON f.customer_id = o.customer_id WHERE EXISTS (SELECT 1 FROM order_items i WHERE i.order_id = o.id AND i.quantity > 1) GROUP BY 1, 2)
SELECT k.cohort, k.quarter, k.customers, k.revenue, first_value(k.customers) OVER (PARTITION BY k.cohort ORDER BY k.quarter) AS at_start,
  k.customers::numeric / nullif(first_value(k.customers) OVER (PARTITION BY k.cohort ORDER BY k.quarter), 0) AS kept, (SELECT max(m.total) FROM months m WHERE m.m <= k.quarter) AS best_month,
  sum(k.revenue) OVER (PARTITION BY k.cohort ORDER BY k.quarter ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS running
FROM cohorts k WHERE k.quarter >= k.cohort ORDER BY k.cohort, k.quarter`,
]);
