// Command ticket-search finds events by the words in them.
package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

//go:embed events.json
var sampleEvents []byte

func main() {
	content := sampleEvents
	if path := os.Getenv("EVENTS_FILE"); path != "" {
		var err error
		if content, err = os.ReadFile(path); err != nil {
			log.Fatalf("EVENTS_FILE cannot be read: %v", err)
		}
	}
	var events []Event
	if err := json.Unmarshal(content, &events); err != nil {
		log.Fatalf("the events are not a JSON list of events: %v", err)
	}
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}

	server := NewServer(NewIndex(events), os.Stdout)
	listener := &http.Server{Addr: ":" + port, Handler: server.Handler(), ReadHeaderTimeout: 5 * time.Second}
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		signals, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
		<-signals.Done()
		stop()
		server.StartDraining()
		limit, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		listener.Shutdown(limit)
	}()
	log.Printf("%d events, listening on :%s", len(events), port)
	if err := listener.ListenAndServe(); err != http.ErrServerClosed {
		log.Fatal(err)
	}
	<-stopped
}
