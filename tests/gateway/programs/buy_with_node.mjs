// OpenAI's own client for Node: `ADDRESS KEY PICTURE`, one line of JSON.
import fs from "node:fs";
import OpenAI from "openai";

const [address, apiKey, picture] = process.argv.slice(2);
const client = new OpenAI({ baseURL: `${address}/v1`, apiKey });
const model = "gpt-5.6-luna";
const messages = [{ role: "user", content: "hello" }];
const whole = await client.chat.completions.create({ model, messages });
let streamed = "";
for await (const chunk of await client.chat.completions.create({ model, messages, stream: true })) {
  streamed += chunk.choices[0]?.delta?.content ?? "";
}
const response = await client.responses.create({ model, input: "hello" });
const made = await client.images.generate({ model: "gpt-image-2.5-flare", prompt: "a lamp" });
const edited = await client.images.edit({
  model: "gpt-image-2.5-flare", prompt: "more light", image: fs.createReadStream(picture),
});
const models = [];
for await (const one of client.models.list()) models.push(one.id);
let refused = 0;
try {
  await client.chat.completions.create({ model: "gpt-0", messages });
} catch (error) {
  refused = error.status;
}
console.log(JSON.stringify({
  whole: whole.choices[0].message.content, streamed, response: response.output_text,
  picture: made.data[0].b64_json, edited: edited.data[0].b64_json, models, refused,
}));
