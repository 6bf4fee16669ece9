package main

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"time"
)

// Claims are what a token says about its bearer.
type Claims struct {
	Account string `json:"account"`
	Name    string `json:"name"`
	Expires int64  `json:"expires"`
}

// ErrBadToken is the only answer to a token that is not good: whoever tries
// tokens must not learn how close they came.
var ErrBadToken = errors.New("the token is not good")

const lifetime = 15 * time.Minute

// Signer issues and verifies tokens: claims and their signature, with a dot between.
type Signer struct {
	key ed25519.PrivateKey
	now func() time.Time
}

// Issue makes a token that is good for a quarter of an hour.
func (signer *Signer) Issue(account, name string) (string, error) {
	claims, err := json.Marshal(Claims{Account: account, Name: name, Expires: signer.now().Add(lifetime).Unix()})
	if err != nil {
		return "", err
	}
	body := base64.RawURLEncoding.EncodeToString(claims)
	signature := ed25519.Sign(signer.key, []byte(body))
	return body + "." + base64.RawURLEncoding.EncodeToString(signature), nil
}

// Verify answers the claims of a token that we have signed and that is still good.
func (signer *Signer) Verify(token string) (Claims, error) {
	body, encoded, found := strings.Cut(token, ".")
	signature, err := base64.RawURLEncoding.DecodeString(encoded)
	if !found || err != nil || !ed25519.Verify(signer.key.Public().(ed25519.PublicKey), []byte(body), signature) {
		return Claims{}, ErrBadToken
	}
	content, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil {
		return Claims{}, ErrBadToken
	}
	var claims Claims
	if json.Unmarshal(content, &claims) != nil || signer.now().Unix() >= claims.Expires {
		return Claims{}, ErrBadToken
	}
	return claims, nil
}
