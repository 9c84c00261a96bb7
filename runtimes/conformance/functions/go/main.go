// The conformance fixture on the standard library alone: it speaks the Runtime API as aws-lambda-go does. What it does, the name of the executable says.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"reflect"
	"strings"
)

type failure struct {
	Message string `json:"errorMessage"`
	Type    string `json:"errorType"`
}

func main() {
	api := "http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/"
	role := os.Getenv("_HANDLER")
	switch role {
	case "": // outside of Lambda: the least that can be started, to be measured
		fmt.Println("{}")
		io.Copy(io.Discard, os.Stdin)
		return
	case "init-throw":
		post(api+"init/error", "Conformance.Init", failure{"while loading", "Conformance.Init"})
		os.Exit(1)
	case "init-exit":
		os.Exit(42)
	}
	for {
		next, err := http.Get(api + "invocation/next")
		if err != nil {
			os.Exit(1)
		}
		event, err := io.ReadAll(next.Body)
		next.Body.Close()
		if err != nil {
			os.Exit(1)
		}
		os.Setenv("_X_AMZN_TRACE_ID", next.Header.Get("Lambda-Runtime-Trace-Id"))
		invocation := api + "invocation/" + next.Header.Get("Lambda-Runtime-Aws-Request-Id")
		answer, err := handle(role, event, next.Header)
		if err != nil {
			kind := reflect.TypeOf(err).Elem().Name()
			post(invocation+"/error", kind, failure{err.Error(), kind})
			continue
		}
		post(invocation+"/response", "", answer)
	}
}

func handle(role string, event []byte, headers http.Header) (any, error) {
	if role == "echo" {
		return json.RawMessage(event), nil
	}
	var given action
	if err := json.Unmarshal(event, &given); err != nil {
		return nil, err
	}
	return given.run(headers)
}

func post(address, failure string, body any) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(body); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	request, _ := http.NewRequest(http.MethodPost, address, strings.NewReader(strings.TrimSuffix(text.String(), "\n")))
	if failure != "" {
		request.Header.Set("Lambda-Runtime-Function-Error-Type", failure)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		os.Exit(1)
	}
	answer.Body.Close()
}
