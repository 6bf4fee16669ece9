import { z } from 'zod';
import { alertmanager } from './alertmanager';
import { github } from './github';
import { gitlab } from './gitlab';
import { grafana } from './grafana';
import { jenkins } from './jenkins';
import { kibana } from './kibana';
import { loki } from './loki';
import { openFalcon } from './openFalcon';
import { prometheus } from './prometheus';
import { redmine } from './redmine';
import { zabbix } from './zabbix';

/** Every product with a preset, in the order in which links of one group appear. */
export const toolsSchema = z.strictObject({
  grafana: grafana.optional(),
  prometheus: prometheus.optional(),
  alertmanager: alertmanager.optional(),
  kibana: kibana.optional(),
  loki: loki.optional(),
  zabbix: zabbix.optional(),
  openFalcon: openFalcon.optional(),
  jenkins: jenkins.optional(),
  gitlab: gitlab.optional(),
  github: github.optional(),
  redmine: redmine.optional(),
});
