package main

import (
	"sort"
	"strings"
	"unicode"
)

// Event is what people search for.
type Event struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	City  string `json:"city"`
	Venue string `json:"venue"`
	Date  string `json:"date"`
}

// Index finds events by the words in them. It is built once and never changed,
// so that any number of requests may read it without a lock.
type Index struct {
	events []Event
	// For each prefix of each word, the events that have it, in the order of events.
	byPrefix map[string][]int
}

const longestPrefix = 12

// NewIndex sorts the events by date and indexes them.
func NewIndex(events []Event) *Index {
	index := &Index{
		events:   append([]Event(nil), events...),
		byPrefix: map[string][]int{},
	}
	sort.Slice(index.events, func(a, b int) bool {
		return index.events[a].Date+index.events[a].ID < index.events[b].Date+index.events[b].ID
	})
	for number, event := range index.events {
		for _, word := range splitWords(event.Title + " " + event.City + " " + event.Venue) {
			index.add(word, number)
		}
	}
	return index
}

func (index *Index) add(word string, number int) {
	letters := []rune(word)
	for length := 1; length <= len(letters) && length <= longestPrefix; length++ {
		prefix := string(letters[:length])
		numbers := index.byPrefix[prefix]
		if len(numbers) == 0 || numbers[len(numbers)-1] != number {
			index.byPrefix[prefix] = append(numbers, number)
		}
	}
}

// Search answers the events that have a word for each word of the query, the
// soonest first. A word may be a beginning: "ham" finds Hamlet and Hamburg.
func (index *Index) Search(query string, limit int) []Event {
	words := splitWords(query)
	found := []Event{}
	for number, event := range index.events {
		if len(found) == limit {
			break
		}
		if index.hasAll(number, words) {
			found = append(found, event)
		}
	}
	return found
}

func (index *Index) hasAll(number int, words []string) bool {
	for _, word := range words {
		letters := []rune(word)
		if len(letters) > longestPrefix {
			letters = letters[:longestPrefix]
		}
		numbers := index.byPrefix[string(letters)]
		position := sort.SearchInts(numbers, number)
		if position == len(numbers) || numbers[position] != number {
			return false
		}
	}
	return true
}

var plainLetters = strings.NewReplacer("ä", "a", "å", "a", "ö", "o", "ø", "o", "ü", "u", "é", "e", "è", "e", "ß", "ss", "æ", "ae")

// splitWords makes "Tromsø, live!" into "tromso" and "live".
func splitWords(text string) []string {
	plain := plainLetters.Replace(strings.ToLower(text))
	return strings.FieldsFunc(plain, func(letter rune) bool {
		return !unicode.IsLetter(letter) && !unicode.IsDigit(letter)
	})
}
