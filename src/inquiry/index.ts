/**
 * A person behind the assistant: questions that the documents do not answer go to the settlement's cadres, and what only the settlement knows is
 * kept. How either is talked about is the conversation's business.
 */
export { type AnswerWords, createInquiries, DUE_WORKING_DAYS, type Inquiries } from './inquiries.ts';
export { createLocalKnowledge, type LocalInfoDraft, type LocalKnowledge } from './local-info.ts';
export type { Inquiry, InquiryAnswer, InquiryGroup, InquiryStore, LocalInfo } from './store.ts';
