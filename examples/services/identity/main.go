// Command identity issues and verifies the tokens that our services trust.
package main

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	secret := os.Getenv("ISSUER_SECRET")
	if len(secret) < 16 {
		log.Fatal("ISSUER_SECRET must have at least 16 letters")
	}
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	server := &Server{signer: &Signer{key: readKey(), now: time.Now}, issuerSecret: secret}
	listener := &http.Server{Addr: ":" + port, Handler: server.Handler(), ReadHeaderTimeout: 5 * time.Second}
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		signals, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
		<-signals.Done()
		stop()
		server.draining.Store(true)
		limit, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		listener.Shutdown(limit)
	}()
	log.Printf("listening on :%s", port)
	if err := listener.ListenAndServe(); err != http.ErrServerClosed {
		log.Fatal(err)
	}
	<-stopped
}

// readKey reads SIGNING_SEED, 32 bytes in base64. Without it tokens die with the process.
func readKey() ed25519.PrivateKey {
	seed := make([]byte, ed25519.SeedSize)
	if encoded := os.Getenv("SIGNING_SEED"); encoded != "" {
		decoded, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil || len(decoded) != ed25519.SeedSize {
			log.Fatal("SIGNING_SEED must be 32 bytes in base64")
		}
		seed = decoded
	} else if _, err := rand.Read(seed); err != nil {
		log.Fatal(err)
	}
	return ed25519.NewKeyFromSeed(seed)
}
