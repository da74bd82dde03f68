import { DependentServiceRequestThrottlingFault$ } from '@aws-sdk/client-redshift';
import { type Answer, hang, nothing, type Reply } from '../model/reply';
import {
  accessDenied,
  expiredToken,
  internalFailure,
  invalidClientToken,
  modelled,
  ServiceError,
  throttling,
} from '../protocol/serviceError';
import type { Fault } from './fault';

/** What an injected error needs to know to sound like the service. */
export interface RefusedRequest {
  /** ARN of the caller. */
  readonly caller: string;
  /** E.g. `redshift:CopyClusterSnapshot`. */
  readonly permission: string;
  readonly resource: string;
}

/** The error with which a fault refuses a request before the work, if it is one of those. */
export function refusal(faults: readonly Fault[], request: RefusedRequest): ServiceError | undefined {
  for (const fault of faults) {
    switch (fault.name) {
      case 'throttle':
        return throttling();
      case 'dependencyThrottle':
        return modelled(
          DependentServiceRequestThrottlingFault$,
          'The request cannot be completed because a dependent service is throttling requests made by Amazon Redshift on your behalf. Wait and retry the request.',
        );
      case 'internalError':
        return internalFailure();
      case 'unavailable':
        return new ServiceError('ServiceUnavailable', 503, 'Service is unavailable. Please try again later.');
      case 'expired':
        return expiredToken();
      case 'denied':
        return accessDenied(request.caller, request.permission, request.resource);
      case 'regionDisabled':
        return invalidClientToken();
      case 'optInRequired':
        return new ServiceError('OptInRequired', 403, 'The AWS Access Key Id needs a subscription for the service');
      case 'error':
        return new ServiceError(
          fault.error?.code ?? 'InternalFailure',
          fault.error?.status ?? 500,
          fault.error?.message ?? '',
        );
    }
  }
  return undefined;
}

/** What a fault does instead of the work, if it is one of those. */
export function replyBefore(faults: readonly Fault[]): Reply | undefined {
  for (const fault of faults) {
    switch (fault.name) {
      case 'dropBefore':
      case 'late':
        return nothing;
      case 'hangBefore':
        return hang;
      case 'html':
        return page(502, '502 Bad Gateway');
    }
  }
  return undefined;
}

/** What a fault makes of the answer once the work has been done. */
export function replyAfter(faults: readonly Fault[], answer: Answer): Reply {
  for (const fault of faults) {
    switch (fault.name) {
      case 'dropAfter':
        return nothing;
      case 'hangAfter':
        return hang;
      case 'htmlAfter':
        return page(500, '500 Internal Server Error');
      case 'truncate':
        return { ...answer, truncated: true };
      case 'garbage':
        return { ...answer, status: 200, body: answer.body.slice(0, answer.body.lastIndexOf('</')) };
      case 'empty':
        return { ...answer, status: 200, body: '' };
      case 'wrongType':
        return { ...answer, status: 200, contentType: 'application/json', body: '{"message":"ok"}' };
    }
  }
  return answer;
}

/** What a proxy or a load balancer between here and there says. */
function page(status: number, title: string): Answer {
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  return { kind: 'answer', status, contentType: 'text/html', body };
}
