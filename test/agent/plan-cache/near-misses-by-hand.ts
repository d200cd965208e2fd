// Near misses written by hand: each first question with others that look like it. Where a question holds words that the built-in planner
// does not know, a plain one of the same meaning stands beside it; "" means that no plan says it, so reuse would be wrong.
import type { SourceName } from "./sources.ts";

/** A question, or one with its plain twin. */
export type Put = string | [question: string, plain: string];

export const BY_HAND: [source: SourceName, first: Put, others: Put[]][] = [
  ["shop", "revenue in France or Spain", ["revenue in France and not Spain", "revenue in France or Web", "revenue outside France or Spain", "revenue in France", "revenue in France, Spain or Austria"]],
  ["shop", "web vs store revenue", ["store vs phone revenue", "web and store revenue", "web vs store orders", "web revenue", "web vs store revenue by month"]],
  ["shop", "what share of orders came from the web", ["what share of revenue came from the web", "what share of orders came from France", "what share of web orders came from France", "what share of orders did not come from the web", "how many orders came from the web"]],
  ["shop", "revenue in 2023 vs 2022", ["revenue in 2022 vs 2023", "revenue in 2023 and 2022", "revenue in 2023 by 2022", "revenue from 2022 to 2023", "revenue in Q1 2023 vs 2022", "revenue in 2021 vs 2020"]],
  ["shop", "orders over 100 euros", ["orders over 100", "orders over 100 dollars", "orders over 100 items", "orders under 100 euros", "orders over 100 euros by status", "more than 100 orders", "not over 100 euros orders", "orders over 250 euros"]],
  ["shop", "customers with more than 5 orders", ["customers with more than 5 units sold", "customers with at least 5 orders", "customers with 5 orders or more", "customers with fewer than 5 orders", "top 5 customers by orders", "customers with exactly 5 orders", "products with more than 5 orders", "customers with more than 12 orders", "customers with no more than 5 orders"]],
  ["shop", "list open orders", ["open orders", "list paid orders", "list orders", "list orders not open", "list open orders by country", "how many open orders"]],
  ["shop", "list the 10 latest orders", ["list the 10 earliest orders", "list 10 orders", "list the latest orders", "list the 5 latest orders", "the 10 latest orders by amount"]],
  ["shop", "cheapest order", ["cheapest orders", "priciest order", "cheapest order in 2023", "cheapest product", "5 cheapest orders"]],
  ["shop", "which customer has the highest revenue", ["which customers have the highest revenue", "which customer has the lowest revenue", "which product has the highest revenue", "which customer has the highest average order value", "which customer has the second highest revenue", "the highest revenue"]],
  ["shop", "average amount by status", ["median amount by status", "total amount by status", "amount by status", "highest amount by status", "average amount by channel", "average amount", "average items by status"]],
  ["shop", "orders last week", ["orders this week", "orders last month", "orders in the last 7 days", "orders next week", "orders by week", "orders yesterday"]],
  ["shop", "revenue last month compared with the previous year", ["revenue last month compared with the previous period", "revenue last year compared with the previous year", "revenue last month", "revenue this month compared with the previous year", "orders last month compared with the previous year"]],
  ["shop", "which products had no orders in the store", ["which products had orders in the store", "which products had no orders on the web", "which products had no orders", "which customers had no orders in the store", "which products had no returned orders in the store", "which products in the store had no orders"]],
  ["shop", "orders with a discount", ["orders without a discount", "orders with a discount by status", "share of orders with a discount", "list orders with a discount"]],
  ["shop", "revenue by customer segment", ["revenue by customer", "revenue by segment and customer", "revenue by product", "revenue of business customers", "revenue by customer country"]],
  ["shop", "revenue by product category and quarter", ["revenue by quarter and product category", "revenue by product category in Q1 2023", "revenue by brand and quarter", "revenue by product category and year", "revenue by product and quarter"]],
  ["shop", "distribution of order value", ["distribution of item count", "average order value", "distribution of orders by status", "order value by month"]],
  ["shop", "relationship between amount and units", ["relationship between units and amount", "difference between amount and units", "amount and units"]],
  ["shop", "orders except cancelled and returned", ["orders cancelled and returned", "orders except cancelled", "orders except cancelled and paid", "cancelled orders", "orders except returned and not cancelled"]],
  ["shop", "revenue over time", ["revenue over time in 2023", "revenue over time by brand", "orders over time", "revenue by month", "revenue"]],
  ["shop", "orders in France not by phone", ["orders by phone not in France", "orders in France by phone", "orders not in France not by phone", "orders not in France by phone"]],
  ["shop", "top 5 products by units sold", ["top 5 products by revenue", "top 5 units sold by products", "bottom 5 products by units sold", "top 5 customers by units sold", "products by units sold", "top 5 products by units sold as a table", "top 7 products by units sold"]],
  ["shop", ["which customers bought the most in 2023", "top 10 customers by revenue in 2023"], [
    ["which customers bought the most since 2023", "top 10 customers by revenue since 2023"], ["which customers bought the least in 2023", "bottom 10 customers by revenue in 2023"], ["which customer bought the most in 2023", "top 1 customers by revenue in 2023"],
    ["which products bought the most in 2023", ""], ["which customers bought more in 2023", ""], ["which customers did not buy the most in 2023", ""], ["which customers bought the most in 2023 per order", ""], ["which customers bought the most in 2023 and 2022", ""],
    ["which customers returned the most in 2023", "top 10 customers by returns in 2023"], ["which 10 customers bought the most in 2021", "top 10 customers by revenue in 2021"], ["which customers bought the most in 2021", "top 10 customers by revenue in 2021"],
  ]],
  ["shop", ["which customers bought from us more than 5 times", "customers with more than 5 orders"], [
    ["which customers bought from us at least 5 times", "customers with at least 5 orders"], ["which customers bought from us fewer than 5 times", "customers with fewer than 5 orders"], ["which customers bought from us 5 times", ""], ["which customers bought more than 5 products", ""],
    ["which customers never bought from us more than 5 times", ""], ["which customers bought from us more than 6 times", "customers with more than 6 orders"], ["which customers bought from us more than 5 times in 2023", "customers with more than 5 orders in 2023"], ["which customers bought for more than 5 euros", ""],
  ]],
  ["shop", ["how much did people in France spend in 2023", "revenue in France in 2023"], [
    ["how much did people in France spend until 2023", "revenue in France until 2023"], ["how much did people outside France spend in 2023", "revenue outside France in 2023"], ["how many people in France spent in 2023", ""], ["how much did people in France spend per order in 2023", "revenue per order in France in 2023"],
    ["how much did people in France and Spain spend in 2023", "revenue in France and Spain in 2023"], ["how much did people in France spend in 2023 by brand", "revenue in France in 2023 by brand"], ["how much did people in Spain spend in 2022", "revenue in Spain in 2022"], ["how much did people in France save in 2023", ""], ["how much more did people in France spend in 2023", ""],
  ]],
  ["shop", ["orders that were worth more than 100 euros", "orders over 100 euros"], [
    ["orders that were worth less than 100 euros", "orders under 100 euros"], ["orders that were worth 100 euros", ""], ["orders that were worth at least 100 euros", "orders at least 100 euros"], ["orders that were not worth more than 100 euros", "orders with an amount at most 100"], ["orders that were worth more than 100", ""],
    ["orders that were worth more than 250 euros", "orders over 250 euros"], ["orders that were worth more than 100 dollars", ""], ["customers that were worth more than 100 euros", ""], ["orders that were worth more than 100 euros each", ""], ["orders that were worth between 100 and 250 euros", "orders with an amount between 100 and 250 euros"],
  ]],
  ["shop", ["what did we earn from Nordwand in France", "revenue of Nordwand in France"], [
    ["what did we earn from Alpina in Spain", "revenue of Alpina in Spain"], ["what did we earn in Nordwand from France", "revenue of Nordwand in France"], ["what did we lose from Nordwand in France", ""], ["what did we not earn from Nordwand in France", ""], ["what did we earn from Nordwand without France", "revenue of Nordwand not in France"], ["what did we earn from Shoes in France", "revenue of Shoes in France"],
  ]],
  ["skyward", "average cost of strikes with speed over 200 knots", ["average speed of strikes with cost over 200 dollars", "average cost of strikes with speed under 200 knots", "median cost of strikes with speed over 200 knots", "cost of strikes with speed over 200 knots", "average cost of strikes with speed over 150 knots"]],
  ["skyward", "what share of strikes happened at night", ["what share of strikes happened in 2001", "what share of strikes did we have at night in Texas", "what share of night strikes happened in Texas", "what share of strikes happened at night in Texas", "what share of California strikes happened at night", "what share of Texas strikes did not happen at night", "what share of Texas cost happened at night"]],
  ["skyward", "which airports had no strikes in 2001?", ["which airports had strikes in 2001?", "which airports had no strikes before 2001?", "which airports in Texas had no strikes in 2001?", "which airports had no strikes in Texas in 2001?", "which states had no strikes in 2001?", "which airports had no damaging strikes in 2001?", "which airports had no strikes in 1999?"]],
  ["skyward", "strikes between 1995 and 1998", ["strikes in 1995 and 1998", "strikes before 1995 and after 1998", "strikes between 1998 and 1995", "strikes not between 1995 and 1998", "strikes from 1996 to 1997", "strikes between 100 and 200 knots"]],
  ["skyward", "Strikes by month in 2001 compared with the previous year", ["Strikes by month in 2001 compared with the previous period", "Strikes by quarter in 2001 compared with the previous year", "Strikes by month in 2001", "Strikes by month in 2001 compared with 1999", "Strikes by month in 1999 compared with the previous year"]],
  ["skyward", "strikes by day of week", ["strikes by month of the year", "strikes by day", "strikes by week", "strikes by time of day"]],
  ["skyward", "fastest strikes at Denver", ["slowest strikes at Denver", "fastest strike at Denver", "fastest strikes not at Denver", "costliest strikes at Denver", "fastest strikes at Houston", "fastest strikes", "3 fastest strikes at Denver"]],
  ["skyward", "strikes with damage", ["strikes without damage", "damage rate", "strikes with a cost", "strikes by damage", "strikes with damage by phase"]],
  ["skyward", "highest cost by phase", ["lowest cost by phase", "cost by phase", "average cost by phase", "highest speed by phase", "highest cost by airport", "phase with the highest cost"]],
  ["skyward", "strikes at 200 knots or more", ["strikes at 200 knots or less", "strikes at 200 knots", "strikes over 200 knots", "strikes at 150 knots or more", "strikes at least 200 knots"]],
  ["skyward", "repair cost by state in 2001", ["other cost by state in 2001", "cost by state in 2001", "average repair cost by state in 2001", "repair cost by city in 2001"]],
  ["skyward", "strikes in 1998 and 2000", ["strikes in 1998 or 2000 at night", "strikes from 1998 to 2000", "strikes in 1998", "strikes in 1998, 1999 and 2000", "strikes since 1998", "strikes in 1999 and 2000"]],
  ["skyward", "top 3 airports by total cost", ["top 3 airports by cost per strike", "top 3 states by total cost", "bottom 3 airports by total cost", "top airports by total cost", "top 3 strikes by total cost", "top 8 airports by total cost"]],
  ["skyward", "which species was hit most often", ["which species was hit least often", "which species were hit most often", "which aircraft type was hit most often", "which species was hit at night most often", "which species was hit most often in 2001"]],
  ["skyward", ["how badly did strikes hurt us in Texas", "total cost in Texas"], [
    ["how badly did strikes hurt us in California", "total cost in California"], ["how badly did strikes hurt us outside Texas", "total cost outside Texas"], ["how often did strikes hurt us in Texas", ""], ["how badly did strikes hurt others in Texas", ""], ["how badly did strikes hurt us in Texas by airport", "total cost in Texas by airport"], ["how badly did strikes with damage hurt us in Texas", ""], ["how badly did strikes hurt us in Texas and California", "total cost in Texas and California"],
  ]],
  ["skyward", ["how did strikes during climb develop, year by year", "strikes during climb by year"], [
    ["how did strikes during approach develop, year by year", "strikes during approach by year"], ["how did strikes during climb develop, month by month", "strikes during climb by month"], ["how did strikes not during climb develop, year by year", "strikes not during climb by year"], ["how did costs during climb develop, year by year", "total cost during climb by year"],
    ["how did strikes during climb develop", ""], ["how did strikes during climb and approach develop, year by year", "strikes during climb and approach by year"], ["how did the share of strikes during climb develop, year by year", ""],
  ]],
  ["skyward", ["where did we suffer the most strikes in 2001, city by city please", "top 10 cities by strikes in 2001"], [
    ["where did we suffer the fewest strikes in 2001, city by city please", "bottom 10 cities by strikes in 2001"], ["where did we suffer the most costs in 2001, city by city please", "top 10 cities by total cost in 2001"], ["when did we suffer the most strikes in 2001, city by city please", ""], ["where did we suffer the most strikes since 2001, city by city please", "top 10 cities by strikes since 2001"], ["where did we suffer the most strikes in 1999, city by city please", "top 10 cities by strikes in 1999"],
  ]],
];
