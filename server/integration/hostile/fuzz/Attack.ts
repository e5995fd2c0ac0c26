import { z } from 'zod';
import { requests, type RequestName } from '../../../../shared/contracts/index.ts';
import { Attacker, rememberIds } from './Attacker.ts';
import { checkHttpAnswer, checkReply, type HttpAnswer } from './checkAnswers.ts';
import { ACCOUNT_ACTORS, type Accounts, type Lane } from './Lane.ts';
import { sendHttp } from './sendHttp.ts';
import { sendFrames, sendPolling, sendTcp } from './sendRaw.ts';
import { ACTORS, type ActorName, type Body, type Step } from './steps.ts';
import { resolve, resolveText, type LookUp } from './values.ts';

const ANSWER_LIMIT_MS = 15_000;

export interface Place {
  url: string;
  lane: Lane;
  /** Ids of people and things that are none of the attackers' business. */
  witnessIds: Readonly<Record<string, string>>;
  /** Told how each request and route was answered: `ok` or an error's code. */
  onOutcome: (name: string, outcome: string) => void;
  /** Told each time that one of the witness's ids is used. */
  onAim: (name: string) => void;
}

export interface Fault {
  /** Index of the step; null where it shows only in the end. */
  step: number | null;
  text: string;
}

const success = z.object({ ok: z.literal(true), data: z.unknown() });
const refusal = z.object({ error: z.object({ code: z.string() }) });

/** One attack, from its plan to what was wrong with the answers. */
export class Attack {
  readonly #place: Place;
  readonly #address: string;
  readonly #attackers: ReadonlyMap<ActorName, Attacker>;
  readonly #faults: Fault[] = [];
  readonly #running = new Set<Promise<void>>();
  #arena = '';
  #step: number | null = null;

  private constructor(place: Place, number: number) {
    this.#place = place;
    // An address of its own, as a proxy would tell it: limits by address then hold for this attack alone.
    this.#address = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
    this.#attackers = new Map(
      ACTORS.map((name) => [
        name,
        new Attacker(place.url, this.#address, (text) => this.#report(text, null)),
      ]),
    );
  }

  /** @param number sets it apart from the attacks beside it */
  static async run(place: Place, number: number, steps: readonly Step[]): Promise<Fault[]> {
    const attack = new Attack(place, number);
    const accounts = await place.lane.accounts();
    const code = await place.lane.openArena(attack.#address);
    attack.#give(accounts);
    attack.#arena = code ?? '';
    try {
      for (const [index, step] of steps.entries()) await attack.#take(index, step);
      await Promise.all(attack.#running);
    } finally {
      for (const attacker of attack.#attackers.values()) attacker.drop();
      if (code !== null) await place.lane.closeArena(code, accounts.host);
    }
    return attack.#faults;
  }

  #give(accounts: Accounts): void {
    for (const name of ACCOUNT_ACTORS) {
      const { session, email, password } = accounts[name];
      const slots = this.#attacker(name).slots;
      slots.set('accessToken', session.accessToken).set('userId', session.user.id);
      slots.set('refreshToken', session.refreshToken ?? '');
      slots.set('email', email).set('password', password);
    }
  }

  async #take(index: number, step: Step): Promise<void> {
    this.#step = index;
    const work = this.#perform(index, step).catch((error: unknown) => {
      this.#report(`the attack itself failed: ${String(error)}`, index);
    });
    this.#running.add(work);
    void work.then(() => this.#running.delete(work));
    const goesOn = (step.kind === 'emit' || step.kind === 'rest') && !step.isAwaited;
    if (!goesOn) await work;
  }

  async #perform(index: number, step: Step): Promise<void> {
    const { url } = this.#place;
    const report = (text: string) => this.#report(text, index);
    switch (step.kind) {
      case 'emit':
        return this.#emit(index, step);
      case 'rest':
        return this.#rest(index, step);
      case 'connect':
        await this.#attacker(step.actor).connect(resolve(step.auth, this.#lookUp));
        return;
      case 'drop':
        return this.#attacker(step.actor).drop();
      case 'frames':
        return sendFrames(url, this.#address, step.frames);
      case 'polling':
        return sendPolling(url, this.#address, step.bodies, report);
      case 'tcp':
        return sendTcp(url, step.text, report);
    }
  }

  async #emit(index: number, step: Extract<Step, { kind: 'emit' }>): Promise<void> {
    const attacker = this.#attacker(step.actor);
    const socket = await attacker.ensureConnected();
    if (!socket) return;
    // Most are strings; socket.io's parser takes what else there is, and so does the server's.
    const name = resolve(step.name, this.#lookUp) as string;
    const args = step.args.map((arg) => resolve(arg, this.#lookUp));
    if (isReserved(name)) return;
    const isAnswered = step.hasAck && args.length === 1 && isRequestName(name);
    if (!isAnswered) {
      socket.emit(name, ...args, ...(step.hasAck ? [() => undefined] : []));
      return;
    }
    const reply = await attacker.send(socket, name, args, ANSWER_LIMIT_MS);
    if (reply === undefined) return;
    const fault = checkReply(name, reply);
    if (fault !== null) this.#report(`${name}: ${fault}`, index);
    const answered = success.safeParse(reply);
    if (answered.success) rememberIds(answered.data.data, attacker.slots);
    this.#place.onOutcome(name, answered.success ? 'ok' : codeOf(reply));
  }

  async #rest(index: number, step: Extract<Step, { kind: 'rest' }>): Promise<void> {
    const path = resolveText(step.path, this.#lookUp);
    const headers = Object.fromEntries(
      Object.entries(step.headers).map(([key, text]) => [key, resolveText(text, this.#lookUp)]),
    );
    const body = step.body && this.#toBytes(step.body);
    const answer = await sendHttp({
      url: this.#place.url,
      method: step.method,
      path,
      headers: { 'x-forwarded-for': this.#address, ...headers },
      body,
    });
    if (answer === 'unsendable') return;
    if (step.route) this.#place.onOutcome(step.route, outcomeOf(answer));
    if (answer === 'closed') return;
    const fault =
      answer === 'late'
        ? 'a request that was never answered'
        : checkHttpAnswer(answer, step.route, path);
    if (fault !== null) this.#report(`${step.method} ${step.route ?? step.path}: ${fault}`, index);
  }

  #toBytes(body: Body): Buffer {
    if ('hex' in body) return Buffer.from(body.hex, 'hex');
    if ('text' in body) return Buffer.from(body.text);
    return Buffer.from(JSON.stringify(resolve(body.json, this.#lookUp)));
  }

  readonly #lookUp: LookUp = (owner, name) => {
    if (owner === 'arena') return this.#arena;
    if (owner === 'witness') {
      this.#place.onAim(name);
      return this.#place.witnessIds[name];
    }
    const actor = ACTORS.find((known) => known === owner);
    return actor && this.#attacker(actor).slots.get(name);
  };

  #attacker(name: ActorName): Attacker {
    const attacker = this.#attackers.get(name);
    if (!attacker) throw new Error(`there is no ${name}`);
    return attacker;
  }

  #report(text: string, step: number | null): void {
    this.#faults.push({ step: step ?? this.#step, text });
  }
}

function outcomeOf(answer: HttpAnswer | 'closed' | 'late'): string {
  if (typeof answer === 'string') return answer;
  return answer.status < 400 ? 'ok' : String(answer.status);
}

function codeOf(reply: unknown): string {
  return refusal.safeParse(reply).data?.error.code ?? 'none';
}

/** What socket.io's client refuses to send; planRaw's frames carry these. */
function isReserved(name: unknown): boolean {
  const reserved = [
    'connect',
    'connect_error',
    'disconnect',
    'disconnecting',
    'newListener',
    'removeListener',
  ];
  return typeof name === 'string' && reserved.includes(name);
}

function isRequestName(name: unknown): name is RequestName {
  return typeof name === 'string' && Object.hasOwn(requests, name);
}
