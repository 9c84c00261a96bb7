// A Go function on the standard library alone: it asks the Runtime API for events as aws-lambda-go does.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
)

type request struct {
	Name string `json:"name"`
}

type response struct {
	Message string `json:"message"`
	Handler string `json:"handler"`
}

type failure struct {
	Message string `json:"errorMessage"`
	Type    string `json:"errorType"`
}

func greet(event []byte) (any, error) {
	var given request
	if err := json.Unmarshal(event, &given); err != nil {
		return nil, err
	}
	if given.Name == "" {
		return nil, errors.New("nobody to greet")
	}
	log.Printf("greeting %s in %s", given.Name, os.Getenv("AWS_LAMBDA_FUNCTION_NAME"))
	return response{Message: fmt.Sprintf("Hello, %s!", given.Name), Handler: os.Getenv("_HANDLER")}, nil
}

func main() {
	log.SetFlags(0)
	api := "http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/"
	for {
		next, err := http.Get(api + "next")
		if err != nil {
			log.Fatal(err)
		}
		id := next.Header.Get("Lambda-Runtime-Aws-Request-Id")
		event, err := io.ReadAll(next.Body)
		next.Body.Close()
		if err != nil {
			log.Fatal(err)
		}
		answer, route := any(nil), "/response"
		if answer, err = greet(event); err != nil {
			answer, route = failure{Message: err.Error(), Type: "errorString"}, "/error"
		}
		body, err := json.Marshal(answer)
		if err != nil {
			log.Fatal(err)
		}
		posted, err := http.Post(api+id+route, "application/json", bytes.NewReader(body))
		if err != nil {
			log.Fatal(err)
		}
		posted.Body.Close()
	}
}
