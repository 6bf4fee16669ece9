/**
 * Small parts that the pages of our plugins are made of: one look and one behaviour for ages, states, names, dialogs,
 * and for what is loading, empty, broken or denied.
 *
 * @packageDocumentation
 */
export { ActionButton, type Allowed } from './ActionButton';
export { Age, describeMoment, Elapsed } from './Age';
export { Card } from './Card';
export { Chip, type Tone } from './Chip';
export { ConfirmDialog } from './ConfirmDialog';
export { CopyButton } from './CopyButton';
export { createIdempotencyKey } from './createIdempotencyKey';
export { createWatchdog } from './createWatchdog';
export { describeError } from './describeError';
export { describeAge, describeDuration } from './durations';
export { Empty } from './Empty';
export { EntityFilter } from './EntityFilter';
export { EntityName } from './EntityName';
export { ErrorNote, ErrorPanel } from './ErrorPanel';
export { GoTo } from './GoTo';
export { HomeCard } from './HomeCard';
export { Loading } from './Loading';
export { Modal, ModalSequence } from './Modal';
export { NamedText, shortenReferences } from './NamedText';
export { pause } from './pause';
export { PersonName } from './PersonName';
export { StackedTable } from './StackedTable';
export { uiPartsTranslationRef } from './translation';
export { Unseen } from './Unseen';
export { useChannelVersion } from './useChannelVersion';
export { useCommand } from './useCommand';
export { useCopy } from './useCopy';
export { useDialogOf } from './useDialogOf';
export { useEntityName } from './useEntityName';
export { useLoad, type Loaded } from './useLoad';
export { useNow } from './useNow';
export { usePages, type Pages } from './usePages';
export { useQueryInUrl } from './useQueryInUrl';
export { useSettled } from './useSettled';
