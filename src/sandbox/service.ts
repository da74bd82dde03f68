import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Action, ActionContext, Values } from './actions/action';
import { type AwsService, actionFor, awsServices, serviceFor, unsignedFor } from './actions/services';
import { refusal, replyAfter, replyBefore } from './faults/effects';
import type { Fault, FaultName } from './faults/fault';
import type { FaultQueue } from './faults/faultQueue';
import type { RateLimit } from './faults/rateLimit';
import type { Clock } from './model/clock';
import { type Identity, isDenied, nobody } from './model/identities';
import type { Answer, Reply, ServiceReply, ServiceRequest } from './model/reply';
import type { LoggedRequest, RequestLog } from './model/requestLog';
import { type Form, parseForm } from './protocol/form';
import { readInput } from './protocol/input';
import { accessDenied, expiredToken, internalFailure, ServiceError, throttling } from './protocol/serviceError';
import { authenticate, type Caller } from './protocol/signature';
import type { SignIn } from './signIn/signIn';
import { SnapshotViews } from './state/life';
import type { World } from './state/store';

/** Also where a test sets this machine's clock wrong. */
const realTime = Date.now;

export interface ServiceParts {
  readonly world: World;
  readonly clock: Clock;
  readonly identities: ReadonlyMap<string, Identity>;
  readonly faults: FaultQueue;
  readonly log: RequestLog;
  readonly manualSnapshotQuota: number;
  readonly rateLimit: RateLimit | undefined;
  readonly signIn: SignIn;
  /** Of whoever asks without a signature. */
  readonly account: string;
  readonly region: string;
}

/** Answers awsquery requests: who asks, for what, may they, do it, write it. Faults apply on the way. */
export class Service {
  private readonly services = awsServices();
  private readonly views = new SnapshotViews();

  constructor(private readonly parts: ServiceParts) {}

  async handle(request: ServiceRequest): Promise<ServiceReply> {
    const read = tryForm(request.body);
    const call: Call = { request, read, logged: this.logged(request, read.form), faults: [] };
    await this.parts.log.arrived(call.logged);
    const reply = await this.answer(call);
    const slow = call.faults.filter(fault => fault.name === 'slow');
    return { reply, delay: slow.reduce((sum, fault) => sum + (fault.milliseconds ?? 1000), 0) };
  }

  private async answer(call: Call): Promise<Reply> {
    const { logged } = call;
    let service: AwsService = this.services[0];
    try {
      const caller = await this.callerOf(call);
      service = serviceFor(this.services, caller.service);
      if (call.read.problem !== undefined) {
        throw call.read.problem;
      }
      const reply = this.perform(call, { caller, service, action: actionFor(service, call.read.form) });
      this.parts.log.answered(logged, reply.kind === 'answer' ? { status: reply.status } : {});
      return reply;
    } catch (error) {
      const known = error instanceof ServiceError ? error : internalFailure(String(error));
      this.parts.log.answered(logged, { status: known.status, code: known.code });
      return xml(known.status, service.writer.failure(known, logged.requestId), logged.requestId);
    }
  }

  /** Throws what the service answers to whom it does not know. */
  private async callerOf({ request, read }: Call): Promise<Caller> {
    const { identities, clock, account, region } = this.parts;
    const unsigned = request.headers.authorization === undefined && unsignedFor(this.services, read.form);
    if (unsigned) {
      return { identity: nobody(account), region, service: unsigned.name };
    }
    const caller = await authenticate(request, identities, realTime());
    if ((caller.identity.expiresAt ?? Number.POSITIVE_INFINITY) <= clock.now()) {
      throw expiredToken();
    }
    return caller;
  }

  private perform(call: Call, task: Task): Reply {
    const { form } = call.read;
    const { operation } = task.action;
    call.faults = this.parts.faults.take({ action: operation[2], hasMarker: Boolean(form.get('Marker')) });
    const late = call.faults.find(({ name }) => name === 'late');
    if (late !== undefined) {
      this.performLater(late, call, task);
    }
    const instead = replyBefore(call.faults);
    if (instead !== undefined) {
      return instead;
    }
    const input = readInput(operation[4], form);
    this.admit(call.faults, task, input);
    const output = this.run(call.faults, task, input);
    if (hasFault(call.faults, 'internalErrorAfter')) {
      throw internalFailure();
    }
    const { requestId } = call.logged;
    return replyAfter(call.faults, xml(200, task.service.writer.success(operation, output, requestId), requestId));
  }

  /** As if the request had been under way for long: whoever sent it has hung up. */
  private performLater({ milliseconds = 1000, until }: Fault, { read }: Call, task: Task): void {
    const arrived = until ?? setTimeout(milliseconds, undefined, { ref: false });
    const input = readInput(task.action.operation[4], read.form);
    // Deliberate: nobody waits for it, and what it is refused with reaches nobody.
    void arrived.then(() => this.run([], task, input)).catch(() => {});
  }

  /** Throttling, injected refusals, and the caller's policy. Throws the error of the first that refuses. */
  private admit(faults: readonly Fault[], { caller, service, action }: Task, input: Values): void {
    if (service === this.services[0] && this.parts.rateLimit?.take() === false) {
      throw throttling();
    }
    const { identity, region } = caller;
    const name = action.operation[2];
    const permission = `${service.name}:${name}`;
    const resource = `arn:aws:redshift:${region}:${identity.account}:${action.resource?.(input) ?? '*'}`;
    const refused = refusal(faults, { caller: identity.arn, permission, resource });
    if (refused !== undefined) {
      throw refused;
    }
    if (action.resource !== undefined && isDenied(identity.deny, name, resource)) {
      throw accessDenied(identity.arn, permission, resource);
    }
  }

  private run(faults: readonly Fault[], { caller, action }: Task, input: Values): Values {
    const { world, clock, manualSnapshotQuota, signIn } = this.parts;
    const store = world.store(caller.identity.account, caller.region);
    const now = clock.now();
    store.expire(now);
    const context: ActionContext = {
      world,
      store,
      caller: caller.identity,
      views: this.views,
      now,
      manualSnapshotQuota,
      copyRetentionFrom: hasFault(faults, 'retentionFromCopying') ? 'copying' : 'source',
      signIn,
    };
    const output = action.run(hasFault(faults, 'ignoreFilters') ? withoutFilters(input) : input, context);
    return hasFault(faults, 'repeatMarker') ? { ...output, Marker: input['Marker'] } : output;
  }

  private logged({ headers }: ServiceRequest, form: Form): LoggedRequest {
    const { Action: action = '', Version: _version, ...parameters } = Object.fromEntries(form);
    const [, accessKeyId, region] = /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
    const known = { action, parameters, at: this.parts.clock.now(), requestId: randomUUID() };
    return { ...known, ...(accessKeyId !== undefined && { accessKeyId }), ...(region !== undefined && { region }) };
  }
}

/** One request on its way. */
interface Call {
  readonly request: ServiceRequest;
  readonly read: ReadForm;
  readonly logged: LoggedRequest;
  faults: readonly Fault[];
}

/** Who wants what from which service. */
interface Task {
  readonly caller: Caller;
  readonly service: AwsService;
  readonly action: Action;
}

interface ReadForm {
  readonly form: Form;
  readonly problem?: ServiceError;
}

/** A broken form is refused only once it is known who sent it. */
function tryForm(body: Buffer): ReadForm {
  try {
    return { form: parseForm(body.toString()) };
  } catch (problem) {
    return { form: new Map(), problem: problem instanceof ServiceError ? problem : internalFailure(String(problem)) };
  }
}

function hasFault(faults: readonly Fault[], name: FaultName): boolean {
  return faults.some(fault => fault.name === name);
}

function withoutFilters({ Marker, MaxRecords }: Values): Values {
  return { Marker, MaxRecords };
}

function xml(status: number, body: string, requestId: string): Answer {
  return { kind: 'answer', status, contentType: 'text/xml', body, requestId };
}
