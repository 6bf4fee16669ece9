import { ReleaseSources } from '@stagedoor/plugin-releases-node';
import { SshEngineConfig } from '../config';
import { HostConnections } from '../hosts/HostConnections';
import { ArtifactStore } from '../packages/ArtifactStore';

/** What the steps of the engine work with. */
export interface EngineParts {
  config: SshEngineConfig;
  connections: HostConnections;
  sources: ReleaseSources;
  store: ArtifactStore;
}
