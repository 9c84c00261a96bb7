// The program of the tests' images, on the standard library alone and linked statically, so that an image needs no other file. As "agent" it is an external extension; under any other
// name it asks the Runtime API for events and answers what it sees.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

var root = "http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API")

type question struct{ Do, Path, Text string }

func answer(asked question) any {
	switch asked.Do {
	case "arguments":
		return os.Args
	case "environment":
		variables := map[string]string{}
		for _, one := range os.Environ() {
			name, value, _ := strings.Cut(one, "=")
			variables[name] = value
		}
		return variables
	case "folder":
		folder, _ := os.Getwd()
		return folder
	case "ids":
		return []int{os.Getuid(), os.Getgid()}
	case "list":
		names := []string{}
		entries, _ := os.ReadDir(asked.Path)
		for _, entry := range entries {
			names = append(names, entry.Name())
		}
		return names
	case "read":
		content, err := os.ReadFile(asked.Path)
		if err != nil {
			return err.Error()
		}
		return string(content)
	case "mode":
		info, err := os.Lstat(asked.Path)
		if err != nil {
			return err.Error()
		}
		return info.Mode().String()
	case "write":
		if err := os.WriteFile(asked.Path, []byte(asked.Text), 0o600); err != nil {
			return err.Error()
		}
		return "written"
	case "print":
		fmt.Println(asked.Text)
	}
	return nil
}

func send(method, path string, body any, headers ...string) (*http.Response, []byte) {
	var text bytes.Buffer
	json.NewEncoder(&text).Encode(body)
	request, _ := http.NewRequest(method, root+path, &text)
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		os.Exit(1)
	}
	content, _ := io.ReadAll(response.Body)
	response.Body.Close()
	return response, content
}

func serveAsExtension() {
	response, _ := send("POST", "/2020-01-01/extension/register", map[string][]string{"events": {"INVOKE", "SHUTDOWN"}}, "Lambda-Extension-Name", filepath.Base(os.Args[0]))
	id := response.Header.Get("Lambda-Extension-Identifier")
	for {
		_, event := send("GET", "/2020-01-01/extension/event/next", nil, "Lambda-Extension-Identifier", id)
		var seen struct{ EventType, ShutdownReason string }
		json.Unmarshal(event, &seen)
		fmt.Println("agent saw", seen.EventType, seen.ShutdownReason)
		if seen.EventType == "SHUTDOWN" {
			return
		}
	}
}

func main() {
	if filepath.Base(os.Args[0]) == "agent" {
		serveAsExtension()
		return
	}
	for {
		next, event := send("GET", "/2018-06-01/runtime/invocation/next", nil)
		var asked question
		json.Unmarshal(event, &asked)
		send("POST", "/2018-06-01/runtime/invocation/"+next.Header.Get("Lambda-Runtime-Aws-Request-Id")+"/response", answer(asked))
	}
}
