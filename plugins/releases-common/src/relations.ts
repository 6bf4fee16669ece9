/** From a pipeline to the component that it releases. @public */
export const RELATION_RELEASES = 'releases';

/** From a component to the pipeline that releases it. @public */
export const RELATION_RELEASED_BY = 'releasedBy';

/** From a pipeline to its environments and hosts. @public */
export const RELATION_RELEASES_TO = 'releasesTo';

/** From an environment or a host to the pipelines that release to it. @public */
export const RELATION_RECEIVES_RELEASES_OF = 'receivesReleasesOf';
