import type { RedshiftGateway, RequestRecord } from './gateway';
import type { Problem } from './problem';
import type { DeviceCode, NotKept, SignInHost, SsoSignIn } from './signIn';
import type { CredentialSource, Target } from './target';
import type { Wait } from './wait';

/** What this machine has to offer: its profiles, its environment, and a way to connect. Implemented by the aws layer. */
export interface Aws {
  /** Reads the shared config and credentials files anew. A broken file is a problem in the answer, not an error. */
  readProfiles(): Promise<ProfileList>;

  /** Every Region that the SDK knows, in the order of its partitions. */
  regions(): readonly Region[];

  connect(options: ConnectOptions): RedshiftGateway;

  /**
   * Signs in with the browser: `show` is told what to open, then the promise waits until the person has done it. The token
   * is kept where the AWS CLI keeps it; the answer says why it could not be. Rejects with a ProblemError: `cancelled`, when
   * the signal is aborted, or the reason.
   */
  signIn(place: SsoSignIn, options: SignInOptions): Promise<NotKept | undefined>;
}

export interface SignInOptions {
  readonly show: (code: DeviceCode) => void;
  readonly signal: AbortSignal;
  /** Called after each request, failed ones too. */
  readonly log: (record: RequestRecord) => void;
  readonly wait?: Wait;
}

export interface ConnectOptions {
  readonly target: Target;
  /** Given for the sample source only; profiles and the environment find their own. */
  readonly credentials?: StaticCredentials;
  /** Called after each request, failed ones too. */
  readonly log: (record: RequestRecord) => void;
  /** Asks for one-time codes and shows where to sign in; without it, such requests fail. */
  readonly signIn?: SignInHost;
  /** The credentials have become another principal's: nothing is sent with them. */
  readonly principalChanged?: (problem: Problem) => void;
  /** true: what changes something is refused before anything is sent. Asked anew for each request. */
  readonly readOnly?: () => boolean;
}

export interface StaticCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface ProfileList {
  /** In the order and with the names that `aws configure list-profiles` prints for the same files. */
  readonly profiles: readonly Profile[];
  /** Set when AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or a web identity or container) are in the environment. */
  readonly environment?: EnvironmentCredentials;
  /** What the AWS tools would use if nothing was chosen: the environment's keys, else the profile it names, else `default`. */
  readonly initial?: CredentialSource;
  /** The profile that the environment names, and the variable that does, whether or not there is such a profile. */
  readonly named?: NamedProfile;
  readonly problems: readonly ConfigProblem[];
  readonly files: { readonly config: string; readonly credentials: string };
  /** Where a change of these files, or a sign-in by another tool, can be seen. */
  readonly watched: WatchedFiles;
}

export interface NamedProfile {
  readonly name: string;
  /** AWS_DEFAULT_PROFILE or AWS_PROFILE. */
  readonly variable: string;
}

export interface WatchedFiles {
  /** The files, and those that they are links to: a link's own folder hears nothing of a change. */
  readonly files: readonly string[];
  /** The folder of the SSO tokens, where a profile needs one: it may not be there yet, and then is looked for. */
  readonly tokens?: string;
}

/** A named profile of the shared files. Holds no secret. */
export interface Profile {
  readonly name: string;
  readonly kind: ProfileKind;
  /** From the profile, else from AWS_REGION or AWS_DEFAULT_REGION; absent: the user is asked. */
  readonly region?: string;
  /** From AWS_ENDPOINT_URL_REDSHIFT, the profile's services section, AWS_ENDPOINT_URL or the profile, in the SDK's order. */
  readonly endpoint?: string;
}

export interface EnvironmentCredentials {
  readonly region?: string;
  readonly endpoint?: string;
}

/** `broken`: its options contradict each other, or some are missing. `incomplete`: it names no credentials at all. */
export type ProfileKind = 'keys' | 'role' | 'sso' | 'process' | 'webIdentity' | 'login' | 'broken' | 'incomplete';

export interface ConfigProblem {
  readonly file: string;
  /** 1-based; absent where the whole file is concerned. */
  readonly line?: number;
  readonly kind: /** With the name of a variable as text: the variable names the file. */
    | 'missing'
    | 'unreadable'
    | 'noSection'
    | 'duplicateSection'
    | 'syntax'
    /** `meant` looks like it. */
    | 'unknownOption'
    /** The value of the option `text` is none, and the AWS tools go on without it. */
    | 'ignoredValue'
    /** A section of the config file that is no profile, though it looks like one. */
    | 'ignoredSection'
    /** A header whose indentation makes it the rest of the option above it. */
    | 'indentedSection'
    /** A later section is about the same profile. */
    | 'replacedSection'
    /** `variable` names a profile that no file has. */
    | 'noSuchProfile'
    /** `variable` holds no AWS Region. */
    | 'badRegion';
  /** The offending text, shortened and without any value; data, shown as plain text. */
  readonly text: string;
  readonly meant?: string;
  /** The environment variable that it is about. */
  readonly variable?: string;
  /** The profile that it is about, where it is about one only. */
  readonly profile?: string;
}

/** E.g. `eu-west-1`, `Europe (Ireland)`, `aws`. */
export interface Region {
  readonly id: string;
  readonly name: string;
  readonly partition: string;
}
