"""LiteLLM's own client against an OpenAI-compatible address: `ADDRESS KEY`, one line of JSON."""

import json
import sys

import litellm

address, key = sys.argv[1:]
to = {"api_base": f"{address}/v1", "api_key": key}
hello = [{"role": "user", "content": "hello"}]
whole = litellm.completion(model="openai/gpt-5.6-luna", messages=hello, **to)
streamed = litellm.completion(model="openai/gpt-5.6-luna", messages=hello, stream=True, **to)
words = "".join(chunk.choices[0].delta.content or "" for chunk in streamed)
picture = litellm.image_generation(model="openai/gpt-image-2.5-flare", prompt="a lamp", **to)
try:
    litellm.completion(model="openai/gpt-0", messages=hello, **to)
    refused = ""
except litellm.exceptions.BadRequestError as error:
    refused = str(error)
said = {
    "whole": whole.choices[0].message.content,
    "tokens": whole.usage.total_tokens,
    "streamed": words,
    "picture": picture.data[0].b64_json,
    "refused": refused,
}
sys.stdout.write(json.dumps(said) + "\n")
