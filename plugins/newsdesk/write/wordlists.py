"""Word lists of the built-in writer: jargon, capitals that anybody knows, things one can touch."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: What only insiders read without stumbling.
JARGON = _words(
    """quant quants quantized quantised quantization quantisation gguf ggml vram kv cache tok t/s tps tk/s ctx
    rope moe lora loras qlora finetune finetuned finetunes finetuning fine-tune fine-tuned fine-tuning
    sft rl rlhf dpo grpo ppo llama.cpp vllm sglang exl2 exl3 exllama exllamav2 exllamav3 awq gptq fp16
    fp8 bf16 int4 int8 q4 q8 q4_k_m iq4 imatrix offload offloading prefill decode decoding speculative
    pcie nvlink rocm cuda vulkan hip mlx tensor tensors layers batch batching throughput latency
    perplexity logits sampler samplers top-k top-p min-p temperature embeddings embedding rag mcp repo
    docker container kernel kernels backend frontend regex json yaml npm pip cli api apis sdk endpoint
    endpoints inference params parameters weights checkpoint checkpoints tokenizer tokens token gguf's
    benchmark benchmarks mmlu swe-bench aime gpqa livebench humaneval epyc xeon ryzen threadripper ddr4
    ddr5 nvme ssd xeons 3090 4090 5090 3090s 4090s 5090s h100 h100s a100 b200 mi50 m4 m3 m2 m1 p40 sxm
    rtx gtx gemm simd avx512 numa multi-modal multimodal vlm vlms tts stt asr asymmetric webui
    open-webui lmstudio koboldcpp sillytavern ik_llama autoregressive transformer transformers attention
    mla gqa mamba diffusion dense sparse distill distilled distillation merges merge abliterated unsloth
    axolotl jinja template chatml prompt-processing async struct refactor dataclass schema middleware
    compiler runtime wasm rust typescript kubernetes k8s postgres sqlite"""
)
#: Capitals that any reader knows.
KNOWN_CAPITALS = _words(
    """ai i us u.s uk eu u.k ceo cto pc tv llm llms gpu gpus agi it ok usa un ibm aws nyt bbc cnn fbi nsa irs
    nasa mit pdf api id hr pr cv phd gdp ip dna fda ftc doj chatgpt openai gpt"""
)
#: Things one can see, touch, pay or be: what makes a sentence stick.
CONCRETE = _words(
    """accountant actor afternoon airport album apartment app artist author bank bar basement beer bill bills
    board book books boss bosses bottle box boy bread brother bug bugs building bus camera car cars cat
    chair chef chess child church city class classroom client clients clock code coffee colleague
    colleagues college company contract cook cop couch court courtroom cousin customer customers dentist
    desk dinner doctor doctors dog dollar dollars door driver ears editor electricity email emails
    employee employees employer engineer engineers essay essays exam exams eyes face factory farmer
    files film finger fire floor food form forms friend friends game garage garden girl government grade
    grades grocery guitar hammer hand hands homework hospital hour hours house human humans intern
    interns interview invoice invoices journalist judge judges junior juniors kettle keyboard kitchen
    lab laptop laptops lawsuit lawyer lawyers letter letters library license machine machines manager
    managers map meeting meetings microphone mirror money month months morning movie museum music
    musician neighbor neighbors neighbour newspaper night notebook novel nurse nurses office paper
    papers parents passport patient patients paycheck pencil phone phones photo photos piano picture
    pictures pilot plumber poem poems police portrait president printer prison professor programmer
    programmers rent rents resume robot robots roof room salary school schools screen secretary senior
    seniors server shelf shoes shop shovel sister sketch song songs spreadsheet spreadsheets state
    street student students summer table taxes taxi teacher teachers team telephone ticket tickets
    toaster tool tools town toy train translator truck union unions vendor village voice voices wage
    wages wall watch water weekend wheel window wire wood worker workers writer writers year years
    breakfast lunch pull requests diff commit manuscript landlord toddler grandmother receipt receipts
    headline radio invoice signature fridge bicycle lamp oven kid kids"""
)
