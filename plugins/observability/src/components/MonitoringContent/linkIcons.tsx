import {
  RiAlarmWarningLine,
  RiBugLine,
  RiChat3Line,
  RiDashboardLine,
  RiFileList2Line,
  RiFileTextLine,
  RiGitBranchLine,
  RiHammerLine,
  RiLineChartLine,
  RiLinksLine,
} from '@remixicon/react';
import { LinkIcon } from '@stagedoor/plugin-observability-common';

const size = 16;

/** A picture for every name that a link may carry. */
export const linkIcons: Record<LinkIcon, JSX.Element> = {
  dashboard: <RiDashboardLine size={size} />,
  metrics: <RiLineChartLine size={size} />,
  logs: <RiFileList2Line size={size} />,
  alert: <RiAlarmWarningLine size={size} />,
  build: <RiHammerLine size={size} />,
  issue: <RiBugLine size={size} />,
  source: <RiGitBranchLine size={size} />,
  document: <RiFileTextLine size={size} />,
  chat: <RiChat3Line size={size} />,
  link: <RiLinksLine size={size} />,
};
