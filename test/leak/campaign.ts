// One campaign against one deployment: both tenants attack, then everything of the second changes and the first attacks again.
import { ask, modelAttacks, plainAttacks, type Standpoint } from "./attacks.ts";
import { canaryOf, together, type Canary, type Tenant } from "./canaries.ts";
import { checkControls, checkDifferential, checkDirect, checkLog, checkPrompts, checkSecrets, checkSilence, checkSteering, type Detectors, type Finding } from "./checks.ts";
import { atOnce, takingTurns, tokenOf, type Field } from "./crossings.ts";
import { SOURCE, startDeployment, type Ground } from "./deployment.ts";
import { attackThroughPlans } from "./learned-plans.ts";
import { createDetector } from "./detect.ts";
import { DECLINING } from "./hostile-plans.ts";
import { hostileQuestion, type Aim, type Aims, type Side } from "./malicious-model.ts";
import { answerOf, carryOut, carryOutAll, conversationOf, send, type Exchange, type ModelTurn } from "./send.ts";
import { forgeries, oddities } from "./tokens.ts";

export interface Campaign { mode: string; exchanges: Exchange[]; findings: Finding[] }

export interface CampaignSettings {
  withModel: boolean;
  /** only the first tenant attacks, and only by naming the other and by the model's SQL: enough to see an open door */
  brief?: boolean;
}

/** Attacks the ground's deployment with or without the malicious model. */
export async function runCampaign(ground: Ground, { withModel, brief = false }: CampaignSettings): Promise<Campaign> {
  const { garden, signer, secrets } = ground;
  const mode = withModel ? "with a malicious model" : "without a model";
  const [a, b] = [await garden.plant("a"), await garden.plant("b")];
  const aims: Aims = { a: aimOf(a, b), b: aimOf(b, a) };
  const detectors = detectorsOf(a, b, garden.tenant("changed"));
  const deployment = await startDeployment(ground, withModel ? aims : undefined);
  try {
    const field: Field = { deployment, signer, aims, withModel, brief };
    const warming = await warmUp(field);
    const first = await attackAs("a", "1", field);
    const back = brief ? [] : [...(await attackAs("b", "1", field)), ...(await takingTurns(field)), ...(await atOnce(field))];
    await garden.plant("changed");
    const second = await attackAs("a", "2", field);
    const learned = withModel && !brief ? await attackThroughPlans(field) : [];

    const exchanges = [...first, ...back];
    const all = [warming, ...exchanges, ...second, ...learned.flatMap(({ honest, attack, victim }) => [honest, attack, victim])];
    const findings = [
      ...all.flatMap((exchange) => [...checkDirect(exchange, detectors), ...checkPrompts(exchange, detectors), ...checkSecrets(exchange, secrets), ...checkSilence(exchange)]),
      ...checkDifferential(first, second), ...checkSteering(learned), ...checkLog(deployment.log(), detectors, secrets),
      ...checkControls(all, detectors), ...(withModel ? checkReached(first) : []), ...checkExplained(deployment.model.turns, all),
    ];
    return { mode, exchanges: [...exchanges, ...learned.map(({ victim }) => victim)], findings: unique(findings) };
  } finally {
    await deployment.stop();
  }
}

const BRIEF = /^control$|^naming|^model sql: (?!size)/u;

async function attackAs(side: Side, round: string, field: Field): Promise<Exchange[]> {
  const at = await standpoint(side, round, field);
  const attacks = field.withModel ? modelAttacks(at) : plainAttacks(at);
  return carryOutAll(attacks.filter(({ category }) => !field.brief || BRIEF.test(category)), side, field.deployment);
}

/** The victim asks something first: its conversation and answer are there to be stolen. */
async function standpoint(side: Side, round: string, field: Field): Promise<Standpoint> {
  const { aims, signer, deployment } = field;
  const aim = aims[side];
  const token = await tokenOf(side, round, field);
  const victim = await tokenOf(side === "a" ? "b" : "a", round, field);
  const answer = await send(ask({ token: victim, sourceId: SOURCE }, "Most expensive strikes"), deployment.url);
  const stolen = { conversationId: conversationOf(answer) ?? "", answerId: answerOf(answer) ?? "" };
  return { side, aim, sourceId: SOURCE, token, stolen, tokens: [...(await forgeries(token, aim.other)), ...(await oddities(signer, aim.me, aim.other, round))] };
}

/** The first unread question makes the index of known questions; what is asked after it finds the same. */
async function warmUp(field: Field): Promise<Exchange> {
  const token = await tokenOf("a", "0", field);
  return carryOut({ category: "warming up", name: "a question nobody can answer", calls: [ask({ token, sourceId: SOURCE }, hostileQuestion("plan", DECLINING, "a"))] }, "a", field.deployment);
}

function aimOf(me: Tenant, other: Tenant): Aim {
  return { me: me.id, other: other.id, name: other.name, word: other.rows[0]?.damage ?? "", secret: me.secret };
}

/** Of the second tenant both worlds are looked for, and sums over both tenants too. */
function detectorsOf(a: Tenant, b: Tenant, changed: Tenant): Detectors {
  const [one, other, later] = [canaryOf(a), canaryOf(b), canaryOf(changed)];
  const shared = [...together(a, b), ...together(a, changed)];
  const joined: Canary = { ...other, texts: [...other.texts, later.name, ...later.texts], numbers: [...other.numbers, ...later.numbers, ...shared] };
  return { a: createDetector({ ...one, numbers: [...one.numbers, ...shared] }), b: createDetector(joined) };
}

/** Every hostile statement must have been asked for and written, or this half of the test did not take place. */
function checkReached(exchanges: Exchange[]): Finding[] {
  const hostile = exchanges.filter(({ attack }) => attack.needsModel);
  return hostile.filter(({ prompts }) => prompts.length === 0).map(({ by, attack }) => ({ check: "control", by, category: attack.category, attack: attack.name, what: "the model was never asked" }));
}

/** A prompt that no attack's question explains was looked at by no check. */
function checkExplained(turns: ModelTurn[], exchanges: Exchange[]): Finding[] {
  const explained = new Set(exchanges.flatMap(({ prompts }) => prompts));
  const others = turns.filter(({ prompt }) => !explained.has(prompt));
  return others.length > 0 ? [{ check: "control", by: "a", category: "prompts", attack: "all", what: `${others.length} prompts belong to no attack` }] : [];
}

function unique(findings: Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
