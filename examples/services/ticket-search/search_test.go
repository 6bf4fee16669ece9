package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func find(t *testing.T, query string) string {
	t.Helper()
	index := NewIndex([]Event{
		{ID: "late", Title: "Hamlet", City: "Berlin", Date: "2027-09-01"},
		{ID: "soon", Title: "Jazz", City: "Hamburg", Date: "2027-01-01"},
		{ID: "north", Title: "Aurora", City: "Tromsø", Date: "2027-05-01"},
	})
	var ids []string
	for _, event := range index.Search(query, 10) {
		ids = append(ids, event.ID)
	}
	return strings.Join(ids, " ")
}

func TestSearch(t *testing.T) {
	for query, want := range map[string]string{
		"":            "soon north late",
		"ham":         "soon late",
		"HAM berlin":  "late",
		"tromso":      "north",
		"Tromsø!":     "north",
		"let":         "",
		"ham nowhere": "",
	} {
		if got := find(t, query); got != want {
			t.Errorf("%q found %q, want %q", query, got, want)
		}
	}
}

func TestHTTP(t *testing.T) {
	server := NewServer(NewIndex([]Event{{ID: "x", Title: "Jazz"}}), io.Discard)
	handler := server.Handler()
	get := func(path string) *httptest.ResponseRecorder {
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
		return answer
	}
	for path, status := range map[string]int{
		"/v1/search?q=jazz":    200,
		"/v1/search?limit=0":   400,
		"/v1/search?limit=abc": 400,
		"/v1/search?limit=101": 400,
		"/healthz":             200,
		"/readyz":              200,
		"/nowhere":             404,
	} {
		if answer := get(path); answer.Code != status {
			t.Errorf("%s answered %d, want %d", path, answer.Code, status)
		}
	}
	if body := get("/v1/search?q=none").Body.String(); !strings.Contains(body, `"events":[]`) {
		t.Errorf("nothing found must be an empty list, not %s", body)
	}
	if body := get("/metrics").Body.String(); !strings.Contains(body, `count{route="/v1/search",status="200"} 2`) {
		t.Errorf("requests are not counted: %s", body)
	}
	server.StartDraining()
	if answer := get("/readyz"); answer.Code != 503 {
		t.Errorf("while draining /readyz answered %d", answer.Code)
	}
}
