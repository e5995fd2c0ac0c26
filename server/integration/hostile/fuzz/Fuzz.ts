import { z } from 'zod';
import { lobby } from '../../../../shared/contracts/index.ts';
import { ApiClient } from '../../support/ApiClient.ts';
import { LastingSession } from '../../support/LastingSession.ts';
import type { TargetServer } from '../support/TargetServer.ts';
import { Attack, type Place } from './Attack.ts';
import { Lane } from './Lane.ts';
import { planAttack } from './planAttack.ts';
import { closeIdleConnections } from './sendHttp.ts';
import { shrinkSteps } from './shrinkSteps.ts';
import { weightOf, type Step } from './steps.ts';
import { Templates } from './templates.ts';
import { Witness } from './Witness.ts';

const LANES = 8;
const SHRINK_TRIES = 60;

export interface FuzzOptions {
  seed: number;
  /** How many messages to send; attacks are not cut short, so it may be a few more. */
  messages: number;
  /** The number of the first attack. */
  from?: number;
  /** How many attacks run beside each other. */
  lanes?: number;
  /** Faults that are alike count once; after so many different ones it ends. */
  mostFaults?: number;
  onProgress?: (progress: FuzzProgress) => void;
  /** Each kind of fault when it is seen first: a long run that is ended has told what it found. */
  onFault?: (attack: number, text: string) => void;
}

export interface FuzzProgress {
  messages: number;
  attacks: number;
  faults: number;
}

export interface FoundFault {
  /** `--seed` and `--attack` that show it again. */
  seed: number;
  attack: number;
  text: string;
  /** What is left of the attack when all that the fault does not need is left out. */
  shortest: readonly Step[];
}

export interface FuzzReport extends FuzzProgress {
  found: FoundFault[];
  /** Request or route -> `ok` or the error's code -> how often. */
  outcomes: Record<string, Record<string, number>>;
  /** Id of the witness -> how often an attack used it. */
  aimed: Record<string, number>;
}

/** Attacks one server from several sides, watches what happens to the others on it, and boils down what it finds. */
export class Fuzz {
  readonly #target: TargetServer;
  readonly #options: FuzzOptions;
  readonly #templates: Templates;
  readonly #witness: Witness;
  readonly #lanes: readonly Lane[];
  readonly #seen = new Map<string, { attack: number; text: string }>();
  readonly #outcomes: FuzzReport['outcomes'] = {};
  readonly #aimed: FuzzReport['aimed'] = {};
  #next: number;
  #messages = 0;
  #attacks = 0;

  static async create(target: TargetServer, options: FuzzOptions): Promise<Fuzz> {
    const api = new ApiClient(target.url);
    const root = await LastingSession.register(target.url, { setupToken: target.setupToken });
    const witness = await Witness.open(target.url);
    const { body } = await api.send('GET', `/meetings/${witness.code}/lobby`);
    const { routerRtpCapabilities } = lobby.parse(body.data);
    if (!routerRtpCapabilities) throw new Error('the server has no media');
    const lanes = Array.from({ length: options.lanes ?? LANES }, () => new Lane(target.url, root));
    await Promise.all(lanes.map((lane) => lane.accounts()));
    return new Fuzz(target, options, new Templates(routerRtpCapabilities), witness, lanes);
  }

  private constructor(
    target: TargetServer,
    options: FuzzOptions,
    templates: Templates,
    witness: Witness,
    lanes: readonly Lane[],
  ) {
    this.#target = target;
    this.#options = options;
    this.#templates = templates;
    this.#witness = witness;
    this.#lanes = lanes;
    this.#next = options.from ?? 0;
  }

  async run(): Promise<FuzzReport> {
    await this.attackUntil(this.#options.messages);
    const found: FoundFault[] = [];
    for (const [signature, { attack, text }] of this.#seen) {
      const shortest = await this.#shrink(attack, signature);
      found.push({ seed: this.#options.seed, attack, text, shortest });
    }
    return { ...this.#progress, found, outcomes: this.#outcomes, aimed: this.#aimed };
  }

  /** Attacks until so many messages were sent in all, or enough was found. */
  async attackUntil(messages: number): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => this.#runLane(lane, messages)));
  }

  /** Closes what this side keeps open between attacks. */
  rest(): void {
    closeIdleConnections();
  }

  close(): void {
    this.#witness.close();
  }

  get #progress(): FuzzProgress {
    return { messages: this.#messages, attacks: this.#attacks, faults: this.#seen.size };
  }

  async #runLane(lane: Lane, messages: number): Promise<void> {
    const { seed, mostFaults = 5, onProgress } = this.#options;
    while (this.#messages < messages && this.#seen.size < mostFaults && this.#target.isAlive) {
      const number = this.#next++;
      const steps = planAttack(seed, number, this.#templates);
      const faults = await this.#attempt(lane, number, steps);
      for (const text of faults) this.#note(number, text);
      this.#attacks += 1;
      this.#messages += steps.reduce((sum, step) => sum + weightOf(step), 0);
      onProgress?.(this.#progress);
    }
  }

  /** @returns what was wrong with the answers, in the server's log, and at the witness */
  async #attempt(lane: Lane, number: number, steps: readonly Step[]): Promise<string[]> {
    const place: Place = {
      url: this.#target.url,
      lane,
      witnessIds: this.#witness.ids,
      onOutcome: (name, outcome) => {
        const counts = (this.#outcomes[name] ??= {});
        counts[outcome] = (counts[outcome] ?? 0) + 1;
      },
      onAim: (name) => {
        this.#aimed[name] = (this.#aimed[name] ?? 0) + 1;
      },
    };
    const faults = await Attack.run(place, number, steps).then(
      (found) => found.map(({ text }) => text),
      (error: unknown) => [`the attack could not be run: ${String(error)}`],
    );
    const change = await this.#witness.findChange().catch((error: unknown) => String(error));
    return [...faults, ...this.#target.takeProblems(), ...(change === null ? [] : [change])];
  }

  #note(attack: number, text: string): void {
    const signature = signatureOf(text);
    if (this.#seen.has(signature)) return;
    this.#seen.set(signature, { attack, text });
    this.#options.onFault?.(attack, text);
  }

  async #shrink(number: number, signature: string): Promise<readonly Step[]> {
    const [lane] = this.#lanes;
    const steps = planAttack(this.#options.seed, number, this.#templates);
    if (!lane || !this.#target.isAlive) return steps;
    const fails = async (fewer: readonly Step[]) => {
      const faults = await this.#attempt(lane, number, fewer);
      return faults.some((text) => signatureOf(text) === signature);
    };
    return shrinkSteps(steps, fails, SHRINK_TRIES);
  }
}

const logLine = z.object({
  msg: z.string(),
  err: z.object({ message: z.string(), code: z.string().optional() }).optional(),
});

/** The same for two reports of one fault: without ids, times and numbers. */
function signatureOf(text: string): string {
  return readLogLine(text)
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+|"[^"]*"/g, '#')
    .slice(0, 90);
}

function readLogLine(text: string): string {
  if (!text.startsWith('{')) return text;
  const parsed = logLine.safeParse(JSON.parse(text));
  if (!parsed.success) return text;
  return `${parsed.data.msg}: ${parsed.data.err?.code} ${parsed.data.err?.message}`;
}
