package main

import (
	"crypto/ed25519"
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func newServer(now *time.Time) *Server {
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	return &Server{signer: &Signer{key: key, now: func() time.Time { return *now }}, issuerSecret: "a-secret-of-tests"}
}

func call(server *Server, method, body, secret string) (int, map[string]string) {
	request := httptest.NewRequest("POST", prefix+method, strings.NewReader(body))
	request.Header.Set("Authorization", "Bearer "+secret)
	recorder := httptest.NewRecorder()
	server.Handler().ServeHTTP(recorder, request)
	var answer map[string]string
	json.Unmarshal(recorder.Body.Bytes(), &answer)
	return recorder.Code, answer
}

func TestTokens(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	server := newServer(&now)
	verify := func(token string) int {
		status, _ := call(server, "VerifyToken", `{"token":"`+token+`"}`, "")
		return status
	}

	status, issued := call(server, "IssueToken", `{"account":"7","name":"Ada"}`, "a-secret-of-tests")
	if status != 200 {
		t.Fatalf("no token: %d %v", status, issued)
	}
	token := issued["token"]
	if _, answer := call(server, "VerifyToken", `{"token":"`+token+`"}`, ""); answer["account"] != "7" || answer["name"] != "Ada" {
		t.Errorf("a good token is not known: %v", answer)
	}
	body, signature, _ := strings.Cut(token, ".")
	for _, bad := range []string{"", "x", body, body + ".", "A" + body + "." + signature, body + "." + strings.Repeat("A", len(signature))} {
		if status := verify(bad); status != 401 {
			t.Errorf("%q answered %d", bad, status)
		}
	}
	now = now.Add(lifetime)
	if status := verify(token); status != 401 {
		t.Errorf("a token that is over answered %d", status)
	}
}

func TestOnlySignInMayIssue(t *testing.T) {
	now := time.Now()
	for secret, want := range map[string]int{"": 403, "wrong": 403, "a-secret-of-tests": 200} {
		if status, _ := call(newServer(&now), "IssueToken", `{"account":"7"}`, secret); status != want {
			t.Errorf("with %q it answered %d", secret, status)
		}
	}
	if status, _ := call(newServer(&now), "IssueToken", `{}`, "a-secret-of-tests"); status != 400 {
		t.Errorf("without an account it answered %d", status)
	}
}
