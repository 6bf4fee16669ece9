export interface Config {
  /** Links from the pages of services to where they are monitored, built, discussed and kept. */
  observability?: {
    /**
     * Environments in the order of delivery. The last is meant where none is chosen.
     * Defaults to dev, staging and production.
     */
    environments?: string[];
    /** Hosts, besides those of the tools, to which `links` may lead. With a port where it is not the usual one. */
    allowedHosts?: string[];
    /** Tools whose links are known. Each needs only its address. */
    tools?: {
      grafana?: {
        /** Address of Grafana, with its path if it has one. */
        baseUrl: string;
        /** Organisation to open. */
        orgId?: number;
        /** Dashboard variable that takes the environment. */
        environmentVariable?: string;
        /** Further Grafanas, by the name that `grafana/host-id` gives. */
        instances?: {
          [name: string]: {
            baseUrl: string;
            orgId?: number;
            environmentVariable?: string;
          };
        };
      };
      prometheus?: {
        baseUrl: string;
        /** Further ones, by the name that `prometheus.io/service-name` gives. */
        instances?: { [name: string]: { baseUrl: string } };
      };
      alertmanager?: { baseUrl: string };
      kibana?: {
        baseUrl: string;
        /** Identifier of the space to open. */
        space?: string;
        /** Identifier of the data view to open where the entity names none. */
        dataView?: string;
        /** Field that takes the environment, such as service.environment. */
        environmentField?: string;
      };
      loki?: {
        /** Address of the Grafana in which Loki is a data source. */
        baseUrl: string;
        /** Uid of that data source. */
        datasource: string;
        /** Organisation to open. Defaults to 1. */
        orgId?: number;
        /** Label that takes the environment. */
        environmentLabel?: string;
      };
      zabbix?: { baseUrl: string };
      openFalcon?: { baseUrl: string };
      jenkins?: {
        baseUrl: string;
        /** Further ones, by the prefix in `jenkins.io/job-full-name`. */
        instances?: { [name: string]: { baseUrl: string } };
      };
      gitlab?: {
        baseUrl: string;
        /** Further ones, by the name or host that `gitlab.com/instance` gives. */
        instances?: { [name: string]: { baseUrl: string } };
      };
      github?: {
        /** Defaults to https://github.com. */
        baseUrl?: string;
      };
      redmine?: { baseUrl: string };
    };
    /** Further links, as templates. */
    links?: Array<{
      title: string;
      group:
        | 'dashboards'
        | 'metrics'
        | 'logs'
        | 'alerts'
        | 'builds'
        | 'issues'
        | 'source'
        | 'other';
      /** Defaults to link. */
      icon?:
        | 'dashboard'
        | 'metrics'
        | 'logs'
        | 'alert'
        | 'build'
        | 'issue'
        | 'source'
        | 'document'
        | 'chat'
        | 'link';
      /** Name of the tool. Defaults to the host. */
      tool?: string;
      /** Address with placeholders of the form `${{ name }}` after the host. */
      url: string;
      when?: {
        /** Kinds of entities that have the link. All if left out. */
        kind?: string[];
        /** Values of spec.type that have the link. All if left out. */
        type?: string[];
        /** Annotations without which the link is shown as missing. */
        annotation?: string | string[];
      };
      /** Leave the link out, instead of showing it as missing, where an annotation is missing. */
      optional?: boolean;
    }>;
  };
}
