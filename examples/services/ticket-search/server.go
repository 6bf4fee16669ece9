package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sort"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// Server answers searches, and says how it is doing.
type Server struct {
	index    *Index
	logs     *json.Encoder
	draining atomic.Bool

	mutex    sync.Mutex
	requests map[string]*requestCount
}

type requestCount struct {
	count   int
	seconds float64
}

// NewServer writes one JSON line for each request to logs.
func NewServer(index *Index, logs io.Writer) *Server {
	return &Server{index: index, logs: json.NewEncoder(logs), requests: map[string]*requestCount{}}
}

// StartDraining makes /readyz say no, so that load balancers look elsewhere.
func (server *Server) StartDraining() { server.draining.Store(true) }

// Handler serves every route.
func (server *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/v1/search", server.observe("/v1/search", server.search))
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
	})
	mux.HandleFunc("/readyz", func(w http.ResponseWriter, _ *http.Request) {
		if server.draining.Load() {
			writeJSON(w, http.StatusServiceUnavailable, map[string]string{"status": "draining"})
			return
		}
		writeJSON(w, http.StatusOK, map[string]string{"status": "ready"})
	})
	mux.HandleFunc("/metrics", server.metrics)
	return mux
}

func (server *Server) search(w http.ResponseWriter, r *http.Request) int {
	query := r.URL.Query()
	limit, err := strconv.Atoi(query.Get("limit"))
	if query.Get("limit") == "" {
		limit, err = 20, nil
	}
	if err != nil || limit < 1 || limit > 100 || len(query.Get("q")) > 200 {
		return writeJSON(w, http.StatusBadRequest, map[string]any{
			"error": map[string]string{"code": "invalid", "message": "limit must be from 1 to 100, q at most 200 letters"},
		})
	}
	w.Header().Set("Cache-Control", "public, max-age=60")
	return writeJSON(w, http.StatusOK, map[string]any{"events": server.index.Search(query.Get("q"), limit)})
}

func (server *Server) observe(route string, handle func(http.ResponseWriter, *http.Request) int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		status := handle(w, r)
		elapsed := time.Since(started)

		server.mutex.Lock()
		defer server.mutex.Unlock()
		labels := fmt.Sprintf("route=%q,status=%q", route, strconv.Itoa(status))
		if server.requests[labels] == nil {
			server.requests[labels] = &requestCount{}
		}
		server.requests[labels].count++
		server.requests[labels].seconds += elapsed.Seconds()
		server.logs.Encode(map[string]any{
			"@timestamp": started.UTC().Format(time.RFC3339Nano), "log.level": "info", "message": "request",
			"service.name": "ticket-search", "http.route": route,
			"http.response.status_code": status, "event.duration_ms": elapsed.Milliseconds(),
		})
	})
}

func (server *Server) metrics(w http.ResponseWriter, _ *http.Request) {
	server.mutex.Lock()
	defer server.mutex.Unlock()
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	fmt.Fprintln(w, "# HELP http_request_duration_seconds Time to answer a request")
	fmt.Fprintln(w, "# TYPE http_request_duration_seconds summary")
	series := make([]string, 0, len(server.requests))
	for labels := range server.requests {
		series = append(series, labels)
	}
	sort.Strings(series)
	for _, labels := range series {
		fmt.Fprintf(w, "http_request_duration_seconds_sum{%s} %g\n", labels, server.requests[labels].seconds)
		fmt.Fprintf(w, "http_request_duration_seconds_count{%s} %d\n", labels, server.requests[labels].count)
	}
	fmt.Fprintln(w, "# HELP ticket_search_events Events in the index")
	fmt.Fprintln(w, "# TYPE ticket_search_events gauge")
	fmt.Fprintf(w, "ticket_search_events %d\n", len(server.index.events))
}

func writeJSON(w http.ResponseWriter, status int, body any) int {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
	return status
}
