import {
  Button,
  MenuListBox,
  MenuListBoxItem,
  MenuTrigger,
} from '@backstage/ui';
import { RiArrowDownSLine } from '@remixicon/react';
import { useState } from 'react';
import styles from './LogPanel.module.css';

/** A word with a list behind it; what is chosen is ticked. */
export function ToolMenu(props: {
  label: string;
  text: string;
  options: readonly { id: string; text: string }[];
  selected: string | readonly string[];
  onSelect: (id: string) => void;
}) {
  const { label, text, options, selected, onSelect } = props;
  const [isOpen, setOpen] = useState(false);
  const chosen = typeof selected === 'string' ? [selected] : selected;
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button
        variant="tertiary"
        size="small"
        className={styles.menu}
        aria-label={`${label}: ${text}`}
        iconEnd={<RiArrowDownSLine size={14} />}
      >
        {text}
      </Button>
      <MenuListBox
        aria-label={label}
        selectionMode="multiple"
        selectedKeys={chosen}
        onSelectionChange={keys => {
          const next = keys === 'all' ? [] : [...keys].map(String);
          const changed =
            next.find(key => !chosen.includes(key)) ??
            chosen.find(key => !next.includes(key));
          setOpen(false);
          if (changed !== undefined) {
            onSelect(changed);
          }
        }}
      >
        {options.map(option => (
          <MenuListBoxItem
            key={option.id}
            id={option.id}
            textValue={option.text}
          >
            {option.text}
          </MenuListBoxItem>
        ))}
      </MenuListBox>
    </MenuTrigger>
  );
}
