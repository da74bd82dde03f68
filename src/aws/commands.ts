import {
  AuthorizeSnapshotAccessCommand,
  type AuthorizeSnapshotAccessCommandInput,
  CopyClusterSnapshotCommand,
  type CopyClusterSnapshotCommandInput,
  CreateClusterSnapshotCommand,
  type CreateClusterSnapshotCommandInput,
  CreateTagsCommand,
  type CreateTagsCommandInput,
  DeleteClusterSnapshotCommand,
  type DeleteClusterSnapshotCommandInput,
  DeleteTagsCommand,
  type DeleteTagsCommandInput,
  ModifyClusterSnapshotCommand,
  type ModifyClusterSnapshotCommandInput,
  type RedshiftClientResolvedConfig,
  RevokeSnapshotAccessCommand,
  type RevokeSnapshotAccessCommandInput,
  type ServiceInputTypes,
  type ServiceOutputTypes,
  type Snapshot,
} from '@aws-sdk/client-redshift';
import type { Command } from '@smithy/types';
import type { OperationInput, OperationName } from '../core/model/gateway';

/** What each of them answers. */
export type SnapshotAnswer = ServiceOutputTypes & { readonly Snapshot?: Snapshot | undefined };

/** Sends a command, of whatever operation. */
export type SendCommand = <Input extends ServiceInputTypes, Output extends SnapshotAnswer>(
  command: Command<ServiceInputTypes, Input, ServiceOutputTypes, Output, RedshiftClientResolvedConfig>,
) => Promise<SnapshotAnswer>;

/** The SDK's command for each operation that changes something. */
export const commands: Readonly<
  Record<OperationName, (input: OperationInput, send: SendCommand) => Promise<SnapshotAnswer>>
> = {
  CopyClusterSnapshot: (input, send) =>
    send(new CopyClusterSnapshotCommand(input as OperationInput & CopyClusterSnapshotCommandInput)),
  CreateClusterSnapshot: (input, send) =>
    send(new CreateClusterSnapshotCommand(input as OperationInput & CreateClusterSnapshotCommandInput)),
  ModifyClusterSnapshot: (input, send) =>
    send(new ModifyClusterSnapshotCommand(input as OperationInput & ModifyClusterSnapshotCommandInput)),
  DeleteClusterSnapshot: (input, send) =>
    send(new DeleteClusterSnapshotCommand(input as OperationInput & DeleteClusterSnapshotCommandInput)),
  CreateTags: (input, send) => send(new CreateTagsCommand(input as OperationInput & CreateTagsCommandInput)),
  DeleteTags: (input, send) => send(new DeleteTagsCommand(input as OperationInput & DeleteTagsCommandInput)),
  AuthorizeSnapshotAccess: (input, send) =>
    send(new AuthorizeSnapshotAccessCommand(input as OperationInput & AuthorizeSnapshotAccessCommandInput)),
  RevokeSnapshotAccess: (input, send) =>
    send(new RevokeSnapshotAccessCommand(input as OperationInput & RevokeSnapshotAccessCommandInput)),
};
