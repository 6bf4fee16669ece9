import type {
  AccessPreview,
  AccessRequest,
  AccessRule,
  Grant,
  PinnedHost,
  Session,
} from '@stagedoor/plugin-access-common';

const yes = { allowed: true } as const;

export const me = 'user:default/ana.ruiz';

export function makeHost(name: string, environment = 'production'): PinnedHost {
  return {
    ref: `resource:default/${name}`,
    name,
    address: `${name}.example.test:22`,
    environment,
  };
}

export function makeRule(more: Partial<AccessRule> = {}): AccessRule {
  return {
    required: 1,
    from: ['group:default/payments', 'group:default/sre'],
    people: ['user:default/dara.singh'],
    escalated: false,
    accounts: ['deploy', 'readonly'],
    mostMinutes: 480,
    shortestReason: 10,
    usualMinutes: 9,
    ...more,
  };
}

export function makePreview(more: Partial<AccessPreview> = {}): AccessPreview {
  return {
    hosts: [makeHost('prod-1')],
    rule: makeRule(),
    blockers: [],
    notices: ['Sessions are recorded and may be watched.'],
    ...more,
  };
}

export function makeRequest(
  id: number,
  more: Partial<AccessRequest> = {},
): AccessRequest {
  return {
    id,
    version: 1,
    state: 'pending',
    requestedBy: 'user:default/ben.okafor',
    requestedAt: '2026-03-10T11:00:00Z',
    hosts: [makeHost('prod-1'), makeHost('prod-2')],
    account: 'deploy',
    minutes: 120,
    reason: 'Check stuck refunds',
    expiresAt: '2026-03-11T11:00:00Z',
    waitsForMe: false,
    rule: makeRule(),
    reviews: [],
    timeline: [{ at: '2026-03-10T11:00:00Z', text: 'Asked for access' }],
    history: [],
    actions: { approve: yes, deny: yes, cancel: yes, edit: yes, clone: yes },
    ...more,
  };
}

export function makeGrant(id: number, more: Partial<Grant> = {}): Grant {
  return {
    id,
    request: id,
    state: 'active',
    holder: me,
    hosts: [makeHost('prod-1')],
    account: 'deploy',
    reason: 'Check stuck refunds',
    approvedBy: ['user:default/dara.singh'],
    startsAt: '2026-03-10T11:00:00Z',
    endsAt: '2099-03-10T11:00:00Z',
    propagation: 'confirmed',
    liveSessions: 0,
    certificates: [],
    timeline: [{ at: '2026-03-10T11:00:00Z', text: 'Access began' }],
    connection: {
      bastion: {
        address: 'bastion.example.test:22',
        user: 'jump',
        knownHosts: 'bastion.example.test ssh-ed25519 AAAA',
      },
      certificateFile: '~/.ssh/grant-7-cert.pub',
      sshConfig: 'Host prod-1\n  ProxyJump jump@bastion.example.test',
      commands: [
        { host: 'prod-1', command: 'ssh -t jump@bastion.example.test prod-1' },
      ],
    },
    actions: { getCertificate: yes, giveBack: yes, revoke: yes, extend: yes },
    ...more,
  };
}

export function makeSession(more: Partial<Session> = {}): Session {
  return {
    id: '0f8fad5b-d9cb-469f-a165-70867728950e',
    grant: 1,
    request: 1,
    holder: me,
    host: makeHost('prod-1'),
    account: 'deploy',
    state: 'ended',
    interactive: true,
    from: '192.0.2.7',
    startedAt: '2026-03-10T11:00:00Z',
    endedAt: '2026-03-10T11:06:00Z',
    recording: { bytes: 1000, seconds: 360, state: 'whole' },
    actions: { terminate: yes, replay: yes },
    ...more,
  };
}
