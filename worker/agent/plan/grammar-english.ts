// English: the words of questions about data, whatever the data is about.
import type { Grammar, Tag } from "./grammar.ts";

const PHRASES: [Tag, string][] = [
  ["by", "by|per|for each|for every|for each of|each|every|of each|within each|inside each|broken down by|split by|grouped by|group by|split up by|across|in each|in every|at each|at every|by each|along with each|sliced by|separated by"],
  ["of", "of|for|in|across|from|on|at"],
  ["in", "via|via the|through the|at|in|on|during|while|near|around|from|with|involving|by|of|for|within|across|inside|to"],
  ["with", "with|having|that have|that had|which had|which have|has|have|had|whose|where|that has|got|recorded|saw|suffered|reported|with a|costing|that|which|who|who have|who has|who had|with any|having any|with at least one"],
  ["and", "and|as well as|plus|along with|together with|&"],
  ["or", "or|and or|nor"],
  ["comma", ","],
  ["not", "neither|nor|havent|hasnt|hadnt|dont|doesnt|havent been|hasnt been|hadnt been|have not been|has not been|had not been|not been|were not|was not|are not|is not|not yet been|have not yet been|has not yet been|havent yet been|not|except|except for|except in|except at|excluding|exclude|excludes|other than|but not|apart from|without|non|ignoring|ignore|leaving out|leave out|never|wasnt|werent|isnt|arent|didnt|without the|that are not|that were not|not counting|not including|outside|outside of|no"],
  ["no", "no|have no|has no|not any|never any|without any|without|never had any|did not have any|didnt have any|never had|had never|have never had|have no|zero|had zero|did not have|have not had|didnt have|have not|havent had|hasnt had"],
  ["only", "only|just|only the|restrict to|limit to|filter to|filter by|keep only|only show|show only|show me only"],
  ["versus", "versus|vs|compared with|compared to|in comparison with|in comparison to|against|as opposed to|and compare with|and compare to|relative to|versus in"],
  ["compare", "how many more|how many fewer|how much more|how much less|how much higher|how much lower|compare|comparison of|comparing|difference between|comparison between|compare the|difference in|how do|how does"],
  ["change", "change|change from|changed from|increase from|decrease from|go from|went from|growth from|difference from|change between|change in|increase in|decrease in|growth in|rise in|drop in|growth of|increase of"],
  ["previous-period", "the previous period|previous period|prior period|the prior period|the period before|period before|period over period|the one before|the preceding period"],
  ["previous-year", "the previous year|previous year|prior year|the prior year|the year before|year before|a year earlier|the same period last year|same period last year|same period of the previous year|the same period the year before|year over year|year on year|yoy|the preceding year|the same time last year|a year before"],
  ["average", "average|mean|avg|on average|averaged"],
  ["median", "median|typical"],
  ["sum", "total|sum|overall|combined|sum of|total of|grand total|grand total of|sum total of"],
  ["highest", "highest|the highest|maximum|max|largest|biggest|greatest|top|peak|record"],
  ["lowest", "lowest|the lowest|minimum|min|smallest|least"],
  ["most", "most|the most|the largest number of|the highest number of|largest number of|highest number of|greatest number of|the greatest number of|highest count of|biggest number of"],
  ["least", "least|fewest|the fewest|the least|lowest number of|the lowest number of|smallest number of|the smallest number of"],
  ["top", "top|leading"],
  ["bottom", "bottom"],
  ["common", "common|frequent|frequently|commonly"],
  ["most-often", "most often|most common|most frequent|most frequently|commonest|most commonly|the most often|the most common|the most frequent|the most frequently|the most|most"],
  ["least-often", "least often|least common|least frequent|least frequently|rarest|least commonly|the least common|the least frequent|the rarest|the least|the fewest|least|fewest"],
  ["latest", "latest|most recent|newest|last|recent|the most recent|the latest|the newest|the last"],
  ["earliest", "earliest|oldest|first|the earliest|the oldest|the first"],
  ["how-many", "how many more|how many fewer|how many|number of|the number of|count of|count|counts of|how often|total number of|how many total|what number of|how many times|counts|amount of|how many different|how many distinct|how many unique|number of different|number of distinct|number of unique"],
  ["distinct", "how many different|how many distinct|how many unique|number of different|number of distinct|number of unique|distinct|different|unique"],
  ["how-much", "how much|how much more|how much less|how much higher|how much lower"],
  ["which", "which|what|on which|in which|at which|during which|on what|in what|at what|during what|which of the|which of our"],
  ["share", "how many percent of|share of|percentage of|percent of|proportion of|fraction of|what share of|what percentage of|what percent of|what proportion of|what fraction of|% of|share|percentage|proportion|portion of|what portion of|which share of|which percentage of"],
  ["in-percent", "in percent|as a percentage|as percentages|in %|as a share|as shares|as percent|in percentages|as a percentage of total|as a share of total|as a share of the total|as percentage of total|by percentage|percent|%|as a percent"],
  ["trend", "trend|trends|trend of|trend in|trends in|trend for|the trend of|the trend in|development of|evolution of|time series of"],
  ["over-time", "over time|over the years|over the time|through time|through the years|trend|trends|trending|across time|evolve|evolved|developed|develop|changed over time|change over time|increasing|decreasing|rising|falling|growing|declining|going up|going down|on the rise|in decline"],
  ["distribution", "distribution of|distribution|spread of|histogram of|spread|distribution for"],
  ["relation", "relationship between|relation between|correlation between|correlation of|relationship of|association between|connection between|link between"],
  ["list", "list|list all|list of|list out|list every|show all|show every|show each|display all|give me all|show me all|show me every|details of|the details of|details for|detail of|records of|individual|show me a list of|a list of|give me a list of|enumerate|show the details of|every single"],
  ["show", "show|show me|display|give me|show us|let me see"],
  ["running", "cumulative|cumulated|accumulated|running total|running total of|running sum|running sum of|running count of|running|cumulative total|cumulative total of|cumulative sum of|cumulative number of|cumulative count of|total so far of"],
  ["growth", "change|changes|growth|growth rate|growth rates|growth rate of|growth of|growth in|change in|increase in|decrease in|rise in|drop in|increase of|percent change in|percentage change in|percent growth in|percentage growth of|growth rate in|rate of growth of|rate of growth in|change rate of"],
  ["step", "day over day|day to day|day by day|week over week|week on week|week to week|wow|month over month|month on month|month to month|mom|quarter over quarter|quarter on quarter|qoq|year to year|period over period"],
  ["why", "why|why did|why do|why does|why has|why have|why is|why are|why was|why were|what drove|what caused|what explains|what drives|what is driving|what was driving|explain why|how come|reasons for|reason for|the reasons for|the reason for|what is behind|what was behind|what contributed to|what led to|what made"],
  ["moved", "increase|increased|decrease|decreased|drop|dropped|rise|rose|risen|fall|fell|fallen|grow|grew|grown|go up|went up|gone up|going up|go down|went down|gone down|going down|decline|declined|jump|jumped|spike|spiked|change|changed|the increase in|the drop in|the change in|the decrease in|the rise in|the decline in|the growth in|the fall in|increase in|drop in|change in|decrease in|rise in|decline in|growth in|fall in|the jump in|the spike in|so much|higher|lower|more|fewer|the increase|the drop|the change|the decrease|the rise|the decline|the growth"],
  ["cohort", "retention|retention rate|retention rates|the retention of|retention of|retention rate of|cohort|cohorts|cohort analysis|cohort analysis of|cohort retention|cohort retention of|retention cohorts|cohorts of|cohort of|retained|repeat rate|repeat rate of"],
  ["percentile", "percentile|percentile of|th percentile of"],
  ["ordinal", "second|2nd|third|3rd|fourth|4th|fifth|5th|sixth|6th|seventh|7th|eighth|8th|ninth|9th|tenth|10th"],
  ["more-than", "than average|than the average|than the mean|than on average|than usual"],
  ["sort", "sort by|sorted by|order by|ordered by|ranked by|rank by|sort on|in order of|rank them by|sort them by|order them by|rank the|rank"],
  ["ascending", "ascending|lowest first|smallest first|cheapest first|from lowest to highest|low to high|increasing"],
  ["descending", "descending|highest first|largest first|biggest first|from highest to lowest|high to low|decreasing"],
  ["over", "over|above|more than|greater than|exceeding|higher than|larger than|bigger than|>|in excess of|exceeds|exceeded|upwards of|beyond|exceed|of over|of more than"],
  ["under", "under|below|less than|fewer than|lower than|smaller than|<|of under|of less than"],
  ["at-least", "at least|no less than|no fewer than|not less than|not fewer than|>=|≥|a minimum of|minimum of|of at least|not below|not under|min"],
  ["at-most", "at most|no more than|not more than|up to|<=|≤|a maximum of|maximum of|not over|not above|of at most|no higher than|not exceeding|max"],
  ["exactly", "exactly|equal to|equals|=|precisely|of exactly"],
  ["between", "between|from|in between|ranging from"],
  ["or-more", "or more|or higher|or above|or over|and up|and above|or greater|and over|or faster|plus"],
  ["or-less", "or less|or fewer|or lower|or below|or under|and below|and under|or slower"],
  ["article", "a|an|the|any|some|our|my|their|its|his|her|those|these|this|all|all the|all of the|all our|all of our|each of the|of the|of our|of all|of all the"],
  ["all", "all|all the|all of the|all our|all of our|every"],
  ["harmless", "return|retrieve|provide|identify|determine|compute|calculate|placed|place|how has|how have|how did|please|kindly|hi|hello|hey|thanks|thank you|show|show me|give|give me|tell|tell me|us|me|display|let me see|see|get|get me|find|find me|find out|fetch|what|whats|what is|what are|what was|what were|is|are|was|were|be|been|being|the|a|an|our|we|my|mine|i|you|your|can|could|would|like|like to|want|want to|need|need to|wish|know|id like|id like to|i would like|do|does|did|done|there|is there|are there|were there|was there|has|have|had|happen|happened|happens|happening|occur|occurred|occurs|occurring|take place|took place|taking place|it|that|which|who|were|any|some|pls|plz|thx|anything|in total|altogether|overall|so far|data|the data|for|of|to|about|figures|figure|number|numbers|value|values|look at|looking|look|us|at all|ever|experience|experienced|experiencing|get|got|made|make|recorded|reported|registered|seen|saw|had been|plot|chart|graph|draw|visualize|visualise|view|breakdown of|breakdown|break down|a breakdown of|split|split of|here|report on|on record|our own|ours|their|they|come|comes|came|coming|suffered|record|have been|has been|its|themselves"],
  ["have", "have|has|had|with|having|got|gets|get|saw|recorded|suffered|reported|experienced"],
  ["continue", "drill into|drill down into|drill down to|drill down on|zoom into|zoom in on|zoom in to|focus on|narrow it to|narrow down to|look only at|and|what about|how about|and what about|and how about|same|the same|the same for|same for|now|also|then|instead|and for|and now|but|ok|okay|again|only|just|and the|and only|but only|make it|make that|change it to|change to|switch to|now show|now show me|and by|same but|same thing|the same thing|the same but|what if|do the same|do the same for|that"],
  ["instead", "instead|rather"],
  ["same", "same|the same|the same for|same for|same thing|the same thing|same but|the same but|do the same|do the same for|the same thing for|again|repeat|repeat that for|same thing for|the same question|do that again|it|that|this"],
  ["pronoun", "ones|those|them|these|of those|of them|of these|one|those ones|the ones|these ones"],
  ["all-time", "all time|of all time|for all time|for all years|all years|in all years|over all years|without the time filter|ever"],
  ["time-in", "in|during|on|for|within|of|over|throughout|from|at|in the|during the|for the|over the|within the|of the|on the|throughout the|across|across the|just|only in"],
  ["since", "since|starting|starting in|starting from|from|beginning in|as of|since the"],
  ["after", "after|later than|following|past"],
  ["before", "before|prior to|earlier than|preceding|up until"],
  ["until", "until|till|through|up to|to the end of|until the end of|through the end of|up to and including|ending in"],
  ["from", "from|between"],
  ["to", "to|until|till|through|and|thru"],
];

const NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(" ");
const MORE_NUMBERS: [string, number][] = [["a dozen", 12], ["dozen", 12], ["thirty", 30], ["forty", 40], ["fifty", 50], ["sixty", 60], ["seventy", 70], ["eighty", 80], ["ninety", 90], ["a hundred", 100], ["one hundred", 100], ["a thousand", 1_000], ["one thousand", 1_000], ["a million", 1e6], ["half a million", 5e5], ["one million", 1e6]];
const UNITS: [string, string][] = [
  ["kn", "knots|knot|kn|kts|kt"], ["USD", "dollars|dollar|usd|bucks|us dollars"], ["EUR", "euros|euro|eur"], ["GBP", "pounds|gbp"], ["percent", "%|percent|per cent"],
  ["km", "km|kilometers|kilometres"], ["kg", "kg|kilograms|kilos"], ["m", "meters|metres"], ["mi", "miles"], ["h", "hours|hour|hrs"], ["min", "minutes|minute|mins"], ["s", "seconds|secs"], ["d", "days"],
];
const CHARTS: [string, string][] = [
  ["table", "as a table|in a table|as table|in table form|in tabular form|table|table of|a table of|as a table please|tabular|as a grid"],
  ["bar", "as a bar chart|as bars|bar chart|bar chart of|bar graph|as a bar graph|in a bar chart|a bar chart of|as bar chart|as a bar"],
  ["bar-horizontal", "as a horizontal bar chart|horizontal bar chart|as horizontal bars"],
  ["bar-stacked", "as a stacked bar chart|stacked bar chart|as stacked bars|stacked"],
  ["bar-grouped", "as a grouped bar chart|grouped bar chart|as grouped bars"],
  ["line", "as a line chart|as a line|line chart|line chart of|line graph|as a line graph|in a line chart|a line chart of|as lines|as line chart"],
  ["area", "as an area chart|area chart|area chart of|as an area"],
  ["histogram", "as a histogram|in a histogram"],
  ["scatter", "as a scatter plot|as a scatterplot|scatter plot|scatterplot|scatter plot of|scatterplot of|as a scatter chart"],
  ["heatmap", "as a heatmap|as a heat map|heatmap|heat map|heatmap of|heat map of"],
];
const MONTHS = "january february march april may june july august september october november december".split(" ");
const SHORT_MONTHS: [string, number][] = [["jan", 1], ["feb", 2], ["mar", 3], ["apr", 4], ["jun", 6], ["jul", 7], ["aug", 8], ["sep", 9], ["sept", 9], ["oct", 10], ["nov", 11], ["dec", 12]];
/** Words that the date rules read, so that typos of them are mended too. */
const CALENDAR = "year years month months week weeks quarter quarters weekday weekdays monthly yearly annually annual quarterly weekly daily yesterday today season".split(" ");

/** Ordinary words that are one slip from a word with another meaning: never mended. */
const ORDINARY =
  "worse altitude latitude boeing being early earlier late later there their where these those other others worst least great about after again never always whether weather stats static spent spend spends prize right might sight eight weight height flight flights mouth moths money hours hourly house horse place plate phrase plots motel angel train brand border older dates rates rated gates costly coast coasts casts posts night nights light lights speech spree stroke strokes strike striker strikers stripe stripes signs sizes prices since sense rates means meant media rains winter summer spring autumn fall north south east west upper lower inner outer total totals means medium trends friend friends tends sends share shape sharp shares stare score scores store stores story state estate plans plane planes plant planet plants place types typed hours shown shows those whose while white write right rights months monthly mouths weekly weakly daily dairy yearly nearly dearly clearly order orders older product produce customs costumer customer custom country county counts count court region religion reason season seasons".split(" ");

const numbers = new Map<string, number>([...NUMBERS.map((word, value) => [word, value] as const), ...MORE_NUMBERS]);
const months = new Map<string, number>([...MONTHS.map((word, index) => [word, index + 1] as const), ...SHORT_MONTHS]);
const MENDABLE: readonly Tag[] = ["average", "median", "sum", "highest", "lowest", "share", "trend", "distribution", "relation", "list", "compare", "versus", "how-many", "common"];

export const english: Grammar = {
  tags: tagsOf(PHRASES),
  longest: 7,
  numbers,
  units: spread(UNITS),
  charts: spread(CHARTS),
  months,
  mendable: new Set([
    ...PHRASES.flatMap(([tag, phrases]) => (MENDABLE.includes(tag) ? phrases.split("|").flatMap((phrase) => phrase.split(" ")) : [])),
    ...MONTHS,
    ...CALENDAR,
  ]),
  ordinary: new Set(ORDINARY),
};

function tagsOf(phrases: [Tag, string][]): Map<string, Tag[]> {
  const map = new Map<string, Tag[]>();
  for (const [tag, list] of phrases) for (const phrase of list.split("|")) map.set(phrase, [...(map.get(phrase) ?? []), tag]);
  return map;
}

function spread(groups: [string, string][]): Map<string, string> {
  return new Map(groups.flatMap(([name, phrases]) => phrases.split("|").map((phrase) => [phrase, name] as const)));
}
