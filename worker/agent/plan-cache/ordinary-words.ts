// Words of everyday English that a template may hold. A word that is not here may be somebody's name, so a question with it is never kept.

/** Base forms; inflections are made below. Words that are often names (mark, rose, grant) are left out on purpose. */
const BASES =
  "abandon able absorb accept access accident account achieve acquire act active activity actual add adjust advance affect afford age agree aim alarm alert allow amount analyse analyze announce annoy answer apply appear approach approve arrange arrive ask assign attach attend attract avoid aware " +
  "back bad balance ban base basic basket batch bear beat become begin behave behind below benefit best better big bigger blame block board book boost borrow bottom bounce break brief bring broken budget build bulk burn business busy buy " +
  "call calm cancel capture care careful carry cart cash cause certain chance change charge charter cheap check choose churn claim class clean clear click climb close closed coincide cold collect collide combine come commit common complain complaint complete concern conclude condition confirm connect consider consist contact contain contribute control convert cool copy correct cost count course cover crash create credit critical current cut cycle " +
  "danger dangerous date dead deal debt decide decline decrease deep defect delay delete deliver delivery demand depend deposit describe deserve desk destroy detail detect develop device differ difference difficult direct dirty disappear discount discover discuss display distance divide do dominant double down drive drop due during duty " +
  "each early earn ease easy edge effect effective effort empty enable end engage enjoy enough enter entire equal error escape event exact exceed except exchange exist expect expensive experience expire explain extra extreme " +
  "face fact fail failure fair fall false fare fast fault favour favorite favourite fee feel few fill final finance find fine finish fire fit fix flag flat flow fly focus follow force forget form former forward free frequent fresh front fulfil fulfill full fund further " +
  "gain gap gather general generate get give go goal good gross group grow growth guess guest " +
  "half handle hang happen happy hard harm hazard head healthy hear heat heavy height help high hire history hit hold holiday hope host hot huge hurt " +
  "idea idle ignore ill impact important impression improve include income incomplete incur individual injure inside instance intend interest invest invoice involve issue item " +
  "job join joint journey keep key kill kind know lack land lapse large last late latest launch lead leak lean learn leave left length less let level light like likely limit line link little live load loan local lock log long look loose lose loss lost lot love low loyal lucky " +
  "main major make manage manner many market match matter maybe mean measure medium meet member mention merge middle minor miss missing mistake mix mode moderate modern moment money month more move much multiple " +
  "narrow natural near necessary need negative net new nice normal note notice number object occasion occur odd offend offer often old only open operate opportunity opposite option order ordinary origin outcome outside overdue owe own " +
  "pace pack package page paid pair part partial particular party pass past pattern pause pay payment peak pending people perform performance permit person phase pick piece place plan play pleasant plenty point poor popular portion position positive possible post potential practice prefer premium prepare present press prevent previous price primary print prior private problem proceed process produce profit profitable progress promise promote proper protect prove provide public pull purchase purpose push put " +
  "quality quantity question quick quiet quit quite raise range rapid rare rate ratio raw reach react read ready real reason receive recent recognise recognize recommend record recover recruit recur redeem reduce refer refund refuse region register regret regular reject relate release reliable rely remain remember remind remove renew rent repair repeat replace reply report request require rescue reserve resolve respond rest restore result resume retain retention retire return revenue review reward rich right risk risky role roll room rough round route routine rule run rush " +
  "safe safety sale same satisfy save scale scan schedule score search seasonal seat second section secure see seem select sell send senior sensitive separate serious serve service session set settle severe shape share sharp shift ship shipment shop short show shut sick side sign signal similar simple since single site situation size skip sleep slight slow small smart smooth sold solid solve soon sort source space speak special specific speed spend spent split spot spread stable stage stall stand standard start state stay steady step stick stock stop storage store strange strategy strength strong struggle submit subscribe succeed success successful sudden suffer suggest suit supply support sure surge surprise switch " +
  "take talk target task taste team tell tend term test thing think threaten throw thus ticket tie tight time tiny top total touch tough track trade traffic train transfer transport travel treat trend trial trigger trip trouble true trust try turn twice type typical " +
  "under understand unit unpaid unusual update upgrade upset urgent use useful user usual value various vary vast version view visit visitor volume wait walk want warm warn waste watch way weak wear week weekly weight well whole wide win wish withdraw wonder work worker worry worse worst worth write wrong year yield young " +
  "above across after again ago almost alone along already although always among another around away because before beside between beyond both cannot could despite either else ever every everything exceed far got had hence here how however if instead itself just later least may might mine must neither never next nobody none nor nothing now off once other otherwise ought out over per perhaps rather shall should so some somehow something somewhat still such than that then there therefore though through thus together too toward towards unless until up upon very versus via was went were what when where whether while whichever who whom whose why will within without would yet";

/** People and things that questions speak of in many trades. */
const NOUNS =
  "adult agency agent airline airport ambulance apartment app appointment area article asset author bank bed beverage bike bill boat body bonus bottle box branch brand breakfast bug building bus cabin camera campaign candidate car card carrier case catalogue category chair channel child church city clerk client clinic clothes coach coat coffee colleague colour color company computer consumer contract country coupon couple credit crew crop customer dealer debtor defect department desk device dinner disease doctor dollar donation donor door driver drug employee employer engine engineer equipment euro exam expense factory family farm farmer field file film firm fleet flight floor folder food fuel furniture game garden gas gate gear gift goods guest health home hospital hotel hour house household industry inventory kid kitchen label laptop lawyer lead lease leg lesson letter license lunch machine mail manager manufacturer meal meat medicine merchant message metal mile milk mobile model motor movie music newspaper night nurse offender office oil operator orchard outlet owner parcel park parcel passenger password patient people person pet phone photo pilot plane planet plant plate player policy pool port postcode pound prescription producer profession project property provider pupil purse rack railway rain reader receipt recipe region rental reseller reservation resident restaurant retailer rider river road robot room runway salary salesperson school seller shelf shirt shoe shop shopper sky slot snow software song sport staff station stay stop street student subscriber subscription supplier surgery system table tax taxi teacher team technician tenant theatre therapy thing tool tourist town toy tree truck tyre uniform university vehicle vendor village voucher warehouse warranty water weather weekday weekend wheel window winter woman wood worker people course class board price term time way side page pair period point position problem process product quality quantity reason result role route routine rule sale season seat section service shape site size source space speed stage standard state step stock storage strategy success surprise thing ticket top total track traffic trend trip type unit user value version volume week weight";

/** Past forms that are not made with -ed. */
const IRREGULAR_PAST: Record<string, string> = {
  began: "begin", begun: "begin", bought: "buy", brought: "bring", broke: "break", broken: "break", built: "build", came: "come", caught: "catch", chose: "choose", chosen: "choose", cost: "cost", cut: "cut", done: "do", drew: "draw", drove: "drive", driven: "drive",
  fell: "fall", fallen: "fall", felt: "feel", flew: "fly", flown: "fly", forgot: "forget", forgotten: "forget", found: "find", gave: "give", given: "give", gone: "go", grew: "grow", grown: "grow", heard: "hear", held: "hold", hit: "hit", hurt: "hurt", kept: "keep", knew: "know", known: "know", led: "lead", left: "leave", lent: "lend", lost: "lose",
  made: "make", meant: "mean", met: "meet", paid: "pay", put: "put", ran: "run", rose: "rise", risen: "rise", said: "say", sat: "sit", sent: "send", shrank: "shrink", shrunk: "shrink", sold: "sell", spent: "spend", spoke: "speak", spread: "spread", stood: "stand", stole: "steal", stolen: "steal", taken: "take", took: "take", taught: "teach", thought: "think", threw: "throw", thrown: "throw", told: "tell", understood: "understand", went: "go", withdrew: "withdraw", withdrawn: "withdraw", won: "win", wore: "wear", wrote: "write", written: "write",
};
export const SUPERLATIVES: ReadonlySet<string> = new Set(
  "busiest safest riskiest hardest easiest strongest weakest slowest quickest poorest richest worst best biggest largest smallest longest shortest heaviest lightest loyalest commonest nearest latest newest oldest youngest highest lowest fewest tiniest happiest healthiest dirtiest cleanest deadliest toughest".split(" "),
);

/** Words of politeness and thinking aloud: they say nothing about the data in any place, and are left out of both sides. No noun, no adjective. */
export const PADDING: ReadonlySet<string> = new Set(
  "hm hmm um uh ah oh er actually basically maybe perhaps wonder wondering let lets hope hoping calculate compute".split(" "),
);

/** Words that the grammar skips because a plain question means the same without them. Beside words that it does not know, they may not. */
export const TELLING: ReadonlySet<string> = new Set("value values figure figures number numbers data record records receive receives received make makes made get gets got suffer suffered come comes came coming experience experienced about ever who whom whose where why".split(" "));

const bases = BASES.split(" ");
const nouns = new Set(NOUNS.split(" "));

export const ORDINARY_WORDS: ReadonlySet<string> = new Set([...bases.flatMap(formsOf), ...[...nouns].flatMap((noun) => [noun, pluralOf(noun)]), ...Object.keys(IRREGULAR_PAST), ...SUPERLATIVES, ...PADDING]);

/** Base forms, which after "did" are a past. */
export const PRESENT: ReadonlySet<string> = new Set(bases.filter((base) => !nouns.has(base)));
/** Past forms with their bases. */
export const PAST: ReadonlyMap<string, string> = new Map([...bases.map((base) => [pastOf(base), base] as const), ...bases.flatMap((base) => doubledOf(base).slice(0, 1).map((past) => [past, base] as const)), ...Object.entries(IRREGULAR_PAST)]);
/** Verbs that mean the same whatever is spoken of. */
export const SAME_AS: ReadonlyMap<string, string> = new Map([["purchase", "buy"]]);

/** "ship": ships, shipped, shipping; "manage": manages, managed, managing. */
function formsOf(base: string): string[] {
  const root = base.endsWith("e") ? base.slice(0, -1) : base;
  return [base, pluralOf(base), pastOf(base), `${root}ing`, `${base}ly`, ...doubledOf(base)];
}

function pluralOf(base: string): string {
  if (/(?:s|x|z|ch|sh)$/u.test(base)) return `${base}es`;
  return /[^aeiou]y$/u.test(base) ? `${base.slice(0, -1)}ies` : `${base}s`;
}

function pastOf(base: string): string {
  if (base.endsWith("e")) return `${base}d`;
  return /[^aeiou]y$/u.test(base) ? `${base.slice(0, -1)}ied` : `${base}ed`;
}

function doubledOf(base: string): string[] {
  return /^[^aeiou]*[aeiou][bdgklmnprt]$/u.test(base) ? [`${base}${base.slice(-1)}ed`, `${base}${base.slice(-1)}ing`] : [];
}
