package main

import (
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"net/http"
	"sync/atomic"
)

const prefix = "/nordlicht.identity.v1.Identity/"

// Server speaks the contract of identity.proto in the JSON form of the Connect
// protocol: a POST for each call, so that curl and any language can use it.
type Server struct {
	signer *Signer
	// Whoever knows it may ask for tokens; only the sign-in pages do.
	issuerSecret string

	draining         atomic.Bool
	issued, verified atomic.Int64
	refused          atomic.Int64
}

// Handler serves every call and the probes.
func (server *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc(prefix+"IssueToken", server.issueToken)
	mux.HandleFunc(prefix+"VerifyToken", server.verifyToken)
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, `{"status":"ok"}`) })
	mux.HandleFunc("/readyz", func(w http.ResponseWriter, _ *http.Request) {
		if server.draining.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	mux.HandleFunc("/metrics", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, "# TYPE identity_tokens_total counter\n")
		fmt.Fprintf(w, "identity_tokens_total{result=\"issued\"} %d\n", server.issued.Load())
		fmt.Fprintf(w, "identity_tokens_total{result=\"verified\"} %d\n", server.verified.Load())
		fmt.Fprintf(w, "identity_tokens_total{result=\"refused\"} %d\n", server.refused.Load())
	})
	return mux
}

func (server *Server) issueToken(w http.ResponseWriter, r *http.Request) {
	given := r.Header.Get("Authorization")
	if subtle.ConstantTimeCompare([]byte(given), []byte("Bearer "+server.issuerSecret)) != 1 {
		server.refuse(w, http.StatusForbidden, "permission_denied", "only sign-in may ask for tokens")
		return
	}
	var request struct{ Account, Name string }
	if !server.read(w, r, &request) {
		return
	}
	if request.Account == "" || len(request.Account) > 64 || len(request.Name) > 200 {
		server.refuse(w, http.StatusBadRequest, "invalid_argument", "account is missing or too long")
		return
	}
	token, err := server.signer.Issue(request.Account, request.Name)
	if err != nil {
		server.refuse(w, http.StatusInternalServerError, "internal", "the token could not be made")
		return
	}
	server.issued.Add(1)
	answer(w, http.StatusOK, map[string]string{"token": token})
}

func (server *Server) verifyToken(w http.ResponseWriter, r *http.Request) {
	var request struct{ Token string }
	if !server.read(w, r, &request) {
		return
	}
	claims, err := server.signer.Verify(request.Token)
	if err != nil {
		server.refuse(w, http.StatusUnauthorized, "unauthenticated", err.Error())
		return
	}
	server.verified.Add(1)
	answer(w, http.StatusOK, map[string]string{"account": claims.Account, "name": claims.Name})
}

func (server *Server) read(w http.ResponseWriter, r *http.Request, request any) bool {
	body := http.MaxBytesReader(w, r.Body, 10_000)
	if r.Method != http.MethodPost || json.NewDecoder(body).Decode(request) != nil {
		server.refuse(w, http.StatusBadRequest, "invalid_argument", "send a POST with a JSON object")
		return false
	}
	return true
}

func (server *Server) refuse(w http.ResponseWriter, status int, code, message string) {
	server.refused.Add(1)
	answer(w, status, map[string]string{"code": code, "message": message})
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}
