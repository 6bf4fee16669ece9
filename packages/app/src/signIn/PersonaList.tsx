import { KeyboardEvent, useRef, useState } from 'react';
import { SearchField, Text } from '@backstage/ui';
import { PersonaCard } from './PersonaCard';
import { Persona } from './readSignInOptions';
import { recallLastPersona } from './rememberedChoice';
import { stepThroughCards } from './stepThroughCards';
import styles from './PersonaList.module.css';

/** More people than fit a glance get a search. */
const SEARCH_FROM = 9;

interface PersonaListProps {
  people: Persona[];
  busyUser?: string;
  isDisabled: boolean;
  onChoose(persona: Persona): void;
}

/** The people of the example organisation, to be one of. */
export const PersonaList = (props: PersonaListProps) => {
  const { people, busyUser, isDisabled, onChoose } = props;
  const [search, setSearch] = useState('');
  const [lastUser] = useState(recallLastPersona);
  const list = useRef<HTMLUListElement>(null);
  const found = people.filter(person => matches(person, search));

  const onKeyDown = (event: Pick<KeyboardEvent, 'key' | 'preventDefault'>) => {
    if (stepThroughCards(list.current, event.key)) {
      event.preventDefault();
    }
  };

  return (
    <div className={styles.people}>
      {people.length >= SEARCH_FROM && (
        <SearchField
          aria-label="Search people"
          placeholder={`Search ${people.length} people by name, team or role`}
          value={search}
          onKeyDown={onKeyDown}
          onChange={setSearch}
          onSubmit={() => {
            if (found.length === 1 && !isDisabled) {
              onChoose(found[0]);
            }
          }}
        />
      )}
      <ul ref={list} className={styles.list} aria-label="People">
        {found.map(person => (
          <li key={person.user} className={styles.item}>
            <PersonaCard
              persona={person}
              isLast={person.user === lastUser}
              isBusy={person.user === busyUser}
              isDisabled={isDisabled}
              onChoose={onChoose}
              onKeyDown={onKeyDown}
            />
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <Text as="p" color="secondary">
          Nobody here matches “{search}”.
        </Text>
      )}
    </div>
  );
};

function matches(person: Persona, search: string): boolean {
  const text = fold(
    [person.title, person.team, person.note, person.user].join(' '),
  );
  return fold(search)
    .split(/\s+/)
    .every(word => text.includes(word));
}

/** Without case and accents, so that `ines` finds Inês. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLocaleLowerCase('en-US');
}
