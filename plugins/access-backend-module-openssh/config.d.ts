export interface Config {
  access?: {
    /** The built-in certificate authorities for OpenSSH. */
    openssh?: {
      /**
       * Absolute path of the folder with the keys of the authorities: `bastion-users`, `hosts-users` and `host-keys`, with
       * their public keys beside them. Keys that are missing are made. The folder must be open to the platform's account
       * only. Defaults to `access/ca` in the data folder.
       */
      caFolder?: string;
      /**
       * Absolute path of the socket of an ssh-agent that holds the keys instead. The folder then holds their public keys
       * only.
       */
      agentSocket?: string;
      /**
       * The IP address, or network, from which the platform's own programs reach hosts, such as releases. Certificates for
       * them are good from there only. Defaults to anywhere.
       */
      platformAddress?: string | string[];
    };
    /** The bastions that people log in through. The first is the one that people are told of. */
    bastions?: Array<{
      /** What it is called: lower-case letters, digits, '.' and '-'. */
      name: string;
      /** `host:port`, as people reach it. */
      address: string;
      /** The account on it that everybody logs in to. Defaults to `jump`. */
      user?: string;
      /**
       * With which it speaks to the platform; 32 characters or more.
       * @visibility secret
       */
      token: string;
      /** The IP address, or network, from which it reaches hosts. Certificates for sessions are good from there only. */
      sourceAddress: string | string[];
      /** Its public host key. Defaults to whatever the authority `host-keys` has certified. */
      hostKey?: string;
    }>;
  };
}
