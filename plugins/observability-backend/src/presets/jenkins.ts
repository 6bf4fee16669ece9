import { observabilityAnnotations } from '@stagedoor/plugin-observability-common';
import { buildAddress, splitPath } from '../links/buildAddress';
import { LinkProposal } from '../links/LinkProposal';
import { defineTool, selectInstance, withInstances } from './defineTool';
import { isComponent } from './suggestions';

const configSchema = withInstances({});

const mostJobs = 5;

const base = { tool: 'Jenkins', group: 'builds', icon: 'build' } as const;

/** Reads `[instance:]folder/job`. */
function readJob(text: string): { instance?: string; job: string } {
  const colon = text.indexOf(':');
  return colon < 0
    ? { job: text }
    : { instance: text.slice(0, colon), job: text.slice(colon + 1) };
}

/** Jobs in Jenkins; the annotation may list several. */
export const jenkins = defineTool(
  configSchema,
  (subject, config): LinkProposal[] => {
    const annotation = observabilityAnnotations.jenkinsJob;
    const jobs = (subject.annotations.get(annotation) ?? '')
      .split(',')
      .map(job => job.trim())
      .filter(Boolean)
      .slice(0, mostJobs);
    if (jobs.length === 0) {
      const example = `${subject.owner ?? 'folder'}/${subject.name}`;
      return isComponent(subject)
        ? [{ ...base, title: 'Jenkins', target: { annotation, example } }]
        : [];
    }
    return jobs.map(text => {
      const { instance, job } = readJob(text);
      return {
        ...base,
        title: jobs.length === 1 ? 'Jenkins' : `Jenkins ${job}`,
        target: () =>
          buildAddress(selectInstance('Jenkins', config, instance).baseUrl, {
            path: splitPath(job).flatMap(name => ['job', name]),
          }),
      };
    });
  },
);
